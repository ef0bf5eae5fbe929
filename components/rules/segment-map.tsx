import { SegmentBadge } from "@/components/customers/segment-badge";
import { getIntl } from "@/components/shell/get-intl";
import { cn } from "@/components/ui/cn";
import type { WeightedSegment } from "@/lib/domain/scoring-rules";
import { formatNumber, formatPercent } from "@/lib/presentation/format-number";
import type { ScoringRulesView } from "@/lib/services/rules-view";

/** Orders from left to right, repeat share from bottom to top: where a customer stands is its segment. */
export async function SegmentMap({ view }: { view: ScoringRulesView }) {
  const { t, locale } = await getIntl();
  const { regularOrders, heavyOrders, consistentShare } = view.rules.segments;
  const customers = new Map(view.segments.map((row) => [row.segment, row.customers]));
  const share = formatPercent(consistentShare, locale, 1);
  const field = (segment: WeightedSegment, className: string, hint?: string) => (
    <div className={cn("flex min-h-20 flex-col justify-center gap-1 rounded-md px-2 py-2.5 sm:px-4", className)}>
      <SegmentBadge
        segment={segment}
        className="text-sm font-medium text-ink max-sm:flex-col max-sm:items-start max-sm:gap-1 max-sm:text-xs"
      />
      {hint ? <span className="num text-xs text-ink-2">{hint}</span> : null}
      <span className="num text-xs text-ink-2">{t("rules.customers", { count: customers.get(segment) ?? 0 })}</span>
    </div>
  );
  return (
    <figure>
      <figcaption className="sr-only">{t("rules.picture")}</figcaption>
      <div className="grid grid-cols-[minmax(0,1fr)_minmax(0,1.4fr)_minmax(0,1fr)] grid-rows-2 gap-1">
        {field("LIGHT", "row-span-2 bg-sunken")}
        {field("REGULAR_CONSISTENT", "bg-accent-soft", t("rules.repeat.atLeast", { share }))}
        {field("HEAVY", "row-span-2 bg-accent-soft ring-1 ring-accent/50 ring-inset")}
        {field("REGULAR_EXPLORATORY", "bg-info-soft", t("rules.repeat.below", { share }))}
      </div>
      <div
        aria-hidden
        className="num mt-1.5 grid grid-cols-[minmax(0,1fr)_minmax(0,1.4fr)_minmax(0,1fr)] gap-1 text-xs text-ink-3"
      >
        <span>0</span>
        <span>{formatNumber(regularOrders, locale)}</span>
        <span className="flex justify-between gap-2">
          {formatNumber(heavyOrders, locale)}
          <span className="max-sm:hidden">{t("rules.ordersAxis")} →</span>
        </span>
      </div>
    </figure>
  );
}
