import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";

const ROWS = Array.from({ length: 8 }, (_, index) => index);

export default function Loading() {
  return (
    <div role="status" aria-label="…">
      <Skeleton className="mb-2 h-7 w-28" />
      <Skeleton className="mb-5 w-80 max-w-full" />
      <Card className="mb-4 flex gap-14 px-5 py-4">
        <Skeleton className="h-9 w-28" />
        <Skeleton className="h-9 w-24" />
        <Skeleton className="h-9 w-40 max-sm:hidden" />
      </Card>
      <Card className="overflow-clip">
        <div className="flex gap-2 border-b border-line px-5 py-3">
          <Skeleton className="h-(--control-h) w-48" />
          <Skeleton className="h-(--control-h) w-48 max-sm:hidden" />
          <Skeleton className="h-(--control-h) w-48 max-sm:hidden" />
        </div>
        {ROWS.map((row) => (
          <div key={row} className="flex gap-6 border-b border-line px-5 py-4 last:border-0">
            <span className="w-64 max-w-[60%] space-y-2">
              <Skeleton className="h-5 w-4/5" />
              <Skeleton className="h-3 w-3/5" />
            </span>
            <span className="flex-1 space-y-2 max-lg:hidden">
              <Skeleton className="w-1/2" />
              <Skeleton className="h-3 w-2/3" />
            </span>
            <Skeleton className="ms-auto h-5 w-20" />
          </div>
        ))}
      </Card>
    </div>
  );
}
