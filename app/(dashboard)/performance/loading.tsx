import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <div role="status" aria-label="…">
      <Skeleton className="mb-2 h-7 w-40" />
      <Skeleton className="mb-5 w-96 max-w-full" />
      <Card className="mb-4 px-5 py-3">
        <Skeleton className="h-9 w-full max-w-3xl" />
      </Card>
      <Card className="mb-4 space-y-3 p-5">
        <Skeleton className="h-6 w-72 max-w-full" />
        <Skeleton className="h-64" />
      </Card>
      <div className="grid gap-4 xl:grid-cols-2">
        {["ranking", "differences"].map((name) => (
          <Card key={name} className="space-y-3 p-5">
            <Skeleton className="h-6 w-64 max-w-full" />
            <Skeleton className="h-48" />
          </Card>
        ))}
      </div>
    </div>
  );
}
