"use client";

import { useTranslations } from "use-intl";
import { cn } from "@/components/ui/cn";
import type { Segment } from "@/lib/domain/segment";

/** Which of the four bars are filled: more bars, more orders; a gap, a buyer of changing products. */
const BARS: Record<Segment, readonly boolean[]> = {
  HEAVY: [true, true, true, true],
  REGULAR_CONSISTENT: [true, true, true, false],
  REGULAR_EXPLORATORY: [true, false, true, false],
  LIGHT: [true, false, false, false],
  NEW: [false, false, false, false],
};

const BAR_X = [0, 4, 8, 12];
const BAR_HEIGHT = [4, 6.5, 9, 11.5];

/** The customer's segment as words and as a small gauge: never colour alone. `className` stands in place of the usual size and colour. */
export function SegmentBadge({ segment, className }: { segment: Segment; className?: string }) {
  const t = useTranslations("segments");
  return (
    <span className={cn("inline-flex items-center gap-2", className ?? "whitespace-nowrap text-sm text-ink-2")}>
      <svg viewBox="0 0 15 12" className="h-3 w-[0.9375rem] shrink-0" aria-hidden focusable="false">
        {BARS[segment].map((isFilled, index) => (
          <rect
            key={BAR_X[index]}
            x={BAR_X[index]}
            y={12 - BAR_HEIGHT[index]}
            width={3}
            height={BAR_HEIGHT[index]}
            rx={0.75}
            fill={isFilled ? "var(--accent)" : "var(--line-strong)"}
            opacity={isFilled ? 1 : 0.35}
          />
        ))}
      </svg>
      {t(segment)}
    </span>
  );
}
