"use client";

import { useLocale, useTranslations } from "use-intl";
import { SegmentBadge } from "@/components/customers/segment-badge";
import type { Segment } from "@/lib/domain/segment";
import { formatPercent } from "@/lib/presentation/format-number";
import type { SegmentFactsView } from "@/lib/services/agreement-view";

/** The segment and the figures that put the customer there, beside the thresholds in force. */
export function SegmentReason({ segment, facts }: { segment: Segment; facts: SegmentFactsView }) {
  const t = useTranslations("agreement.segment");
  const locale = useLocale();
  const { heavyOrders, regularOrders, consistentShare } = facts.thresholds;
  return (
    <p className="flex flex-wrap items-baseline gap-x-2 gap-y-0.5 text-sm text-ink-2">
      <SegmentBadge segment={segment} className="whitespace-nowrap text-sm font-medium text-ink" />
      <span className="num">
        {t(segment, {
          orders: facts.orders,
          repeated: facts.repeatedProducts,
          distinct: facts.distinctProducts,
          share: formatPercent(facts.repeatShare, locale, 1),
          heavyOrders,
          heavyBelow: heavyOrders - 1,
          regularOrders,
          consistentShare: formatPercent(consistentShare, locale, 1),
        })}
      </span>
    </p>
  );
}
