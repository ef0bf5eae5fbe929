import { Skeleton } from "@/components/ui/skeleton";

/** Holds a chart's place while its code is on the way, so that nothing jumps. */
export function ChartPlaceholder({ heightPx }: { heightPx: number }) {
  return (
    <div style={{ height: heightPx }} className="flex items-end gap-2 px-2 pb-6" aria-hidden>
      {[40, 65, 30, 80, 55, 70, 45, 60].map((percent) => (
        <div key={percent} style={{ height: `${percent}%` }} className="flex flex-1">
          <Skeleton className="h-full" />
        </div>
      ))}
    </div>
  );
}
