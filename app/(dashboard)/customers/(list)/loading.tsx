import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";

const ROWS = Array.from({ length: 14 }, (_, index) => index);

/** In the shape of the list. It stands in this folder, not above the customer pages: under it a 404 would answer 200. */
export default function Loading() {
  return (
    <div role="status" aria-label="…">
      <Skeleton className="mb-2 h-7 w-40" />
      <Skeleton className="mb-5 w-52" />
      <Card className="overflow-clip">
        <div className="flex gap-2 border-b border-line px-5 py-3">
          <Skeleton className="h-(--control-h) w-48" />
          <Skeleton className="h-(--control-h) w-48 max-sm:hidden" />
          <Skeleton className="h-(--control-h) w-48 max-sm:hidden" />
        </div>
        {ROWS.map((row) => (
          <div key={row} className="flex items-center gap-6 border-b border-line px-5 py-(--row-y) last:border-0">
            <span className="w-[30%] min-w-40 space-y-1.5 py-1">
              <Skeleton className="w-4/5" />
              <Skeleton className="h-3 w-2/5" />
            </span>
            <Skeleton className="w-32 max-sm:hidden" />
            <Skeleton className="ms-auto w-12" />
            <Skeleton className="w-20 max-sm:hidden" />
            <Skeleton className="w-16" />
          </div>
        ))}
      </Card>
    </div>
  );
}
