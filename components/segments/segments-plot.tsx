"use client";

import { useLocale, useTranslations } from "use-intl";
import { MonthBars } from "@/components/charts/month-bars";
import { formatDate } from "@/lib/presentation/format-date";
import { formatNumber } from "@/lib/presentation/format-number";
import type { SegmentMonth } from "@/lib/services/segments-view";
import { DRAWN_SEGMENTS } from "./drawn-segments";

/** A part a segment: the largest buyers stand on the axis. */
export function SegmentsPlot({ months, heightPx }: { months: readonly SegmentMonth[]; heightPx: number }) {
  const t = useTranslations("segmentsPage");
  const tSegments = useTranslations("segments");
  const locale = useLocale();
  return (
    <MonthBars
      points={months}
      monthOf={({ at }) => at}
      tickOf={(at) => formatDate(at, locale)}
      label={t("history.label")}
      heightPx={heightPx}
      bars={DRAWN_SEGMENTS.map(({ segment, color }) => ({
        key: segment,
        pick: ({ counts }: SegmentMonth) => counts[segment],
        color,
      }))}
      noteOf={({ at, counts }) => ({
        title: formatDate(at, locale),
        lines: DRAWN_SEGMENTS.map(({ segment }) => [tSegments(segment), formatNumber(counts[segment], locale)]),
      })}
    />
  );
}
