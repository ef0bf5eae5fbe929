import { SegmentBadge } from "@/components/customers/segment-badge";
import { getIntl } from "@/components/shell/get-intl";
import { formatNumber } from "@/lib/presentation/format-number";
import type { CatalogueTranslator } from "@/lib/presentation/reasons/catalogue-translator";
import { wordComponent } from "@/lib/presentation/reasons/word-component";
import type { ScoringRulesView } from "@/lib/services/rules-view";

const FILL: Record<string, string> = {
  frequency: "var(--chart-1)",
  recency: "var(--chart-2)",
  dueness: "var(--chart-3)",
  monetary: "var(--chart-4)",
  breadth: "var(--chart-5)",
};

interface WeightBarsProps {
  segments: ScoringRulesView["segments"];
  variant: "v3" | "v3-plus";
}

/** One bar a segment; a full bar is a weight of 1. The figures stand beside it, so that colour is never alone. */
export async function WeightBars({ segments, variant }: WeightBarsProps) {
  const { t: translate, locale } = await getIntl();
  const t = translate as CatalogueTranslator;
  const rows = segments.map((row) => ({
    segment: row.segment,
    parts: (row.weights.find((weights) => weights.variant === variant)?.components ?? []).filter(
      ({ weight }) => weight > 0,
    ),
  }));
  return (
    <ul className="space-y-4">
      {rows.map(({ segment, parts }) => (
        <li key={segment}>
          <SegmentBadge segment={segment} className="whitespace-nowrap text-sm font-medium text-ink" />
          <div aria-hidden className="mt-1.5 flex h-2.5 gap-px overflow-hidden rounded-sm bg-sunken">
            {parts.map(({ key, weight }) => (
              <span key={key} style={{ width: `${weight * 100}%`, background: FILL[key] ?? "var(--line-strong)" }} />
            ))}
          </div>
          <dl className="num mt-1.5 flex flex-wrap gap-x-4 gap-y-0.5 text-xs text-ink-2">
            {parts.map(({ key, weight }) => (
              <div key={key} className="flex items-center gap-1.5">
                <dt className="flex items-center gap-1.5">
                  <span
                    aria-hidden
                    className="size-2 rounded-[2px]"
                    style={{ background: FILL[key] ?? "var(--line-strong)" }}
                  />
                  {wordComponent(t, key)}
                </dt>
                <dd className="font-semibold text-ink">{formatNumber(weight, locale, 3)}</dd>
              </div>
            ))}
          </dl>
        </li>
      ))}
    </ul>
  );
}
