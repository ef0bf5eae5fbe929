import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";

export type MarkName = "value" | "whisker" | "band" | "ceiling" | "diamond" | "square" | "triangle" | "bar";

interface LegendItem {
  mark: MarkName;
  label: string;
}

/** Lines beside the model: told apart by the dash and by the mark, the colour only repeats it. */
export const BASELINE_LINES = [
  { mark: "diamond", dash: "6 3", color: "var(--chart-2)" },
  { mark: "square", dash: "2 3", color: "var(--chart-3)" },
  { mark: "triangle", dash: "8 3 2 3", color: "var(--chart-4)" },
] as const;

const SHAPES: Record<MarkName, ReactNode> = {
  value: <circle cx={10} cy={6} r={4} fill="var(--chart-1)" />,
  bar: <rect x={3} y={2} width={14} height={8} rx={1.5} fill="var(--chart-1)" />,
  whisker: <path d="M4 6H16M4 3V9M16 3V9" stroke="var(--ink)" strokeWidth={1.5} fill="none" />,
  band: <rect x={1} y={1} width={18} height={10} fill="var(--chart-1)" fillOpacity={0.18} />,
  ceiling: <path d="M0 6H20" stroke="var(--ink-3)" strokeWidth={1.5} strokeDasharray="1.5 2.5" />,
  diamond: <path d="M10 1L15 6L10 11L5 6Z" fill="var(--surface)" stroke="var(--chart-2)" strokeWidth={2} />,
  square: <path d="M6 2H14V10H6Z" fill="var(--surface)" stroke="var(--chart-3)" strokeWidth={2} />,
  triangle: <path d="M10 1.5L15 10.5H5Z" fill="var(--surface)" stroke="var(--chart-4)" strokeWidth={2} />,
};

/** Names the marks of a drawing; the figures behind them stand in the table. */
export function MarkLegend({ items, className }: { items: readonly LegendItem[]; className?: string }) {
  return (
    <ul className={cn("mb-1 flex flex-wrap gap-x-4 gap-y-1 px-3 text-xs text-ink-2", className)} aria-hidden>
      {items.map(({ mark, label }) => (
        <li key={label} className="inline-flex items-center gap-1.5">
          <svg viewBox="0 0 20 12" className="h-3 w-5" focusable="false" aria-hidden="true">
            {SHAPES[mark]}
          </svg>
          {label}
        </li>
      ))}
    </ul>
  );
}

/** The outline of a mark around a point, for drawing in a plot. */
export function markPath(mark: MarkName, x: number, y: number): string {
  if (mark === "square") return `M${x - 3.5} ${y - 3.5}H${x + 3.5}V${y + 3.5}H${x - 3.5}Z`;
  if (mark === "triangle") return `M${x} ${y - 4.5}L${x + 4.5} ${y + 3.5}H${x - 4.5}Z`;
  return `M${x} ${y - 4.5}L${x + 4.5} ${y}L${x} ${y + 4.5}L${x - 4.5} ${y}Z`;
}
