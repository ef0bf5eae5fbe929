import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";
import { ChartPlaceholder } from "./chart-placeholder";

/** Holds the place of a whole chart panel. */
export function PanelSkeleton({ heightPx }: { heightPx: number }) {
  return (
    <Card className="p-(--panel-p)" aria-hidden>
      <Skeleton className="h-5 w-72 max-w-full" />
      <Skeleton className="mt-2 h-4 w-96 max-w-full" />
      <ChartPlaceholder heightPx={heightPx} />
    </Card>
  );
}
