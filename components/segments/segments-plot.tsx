"use client";

import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { useLocale, useTranslations } from "use-intl";
import { PlotNote } from "@/components/performance/plot-note";
import type { Segment } from "@/lib/domain/segment";
import { formatDate } from "@/lib/presentation/format-date";
import { formatNumber } from "@/lib/presentation/format-number";
import type { SegmentMonth } from "@/lib/services/segments-view";
import { DRAWN_SEGMENTS } from "./drawn-segments";

const AXIS = { stroke: "var(--line-strong)", fontSize: 11, tick: { fill: "var(--ink-3)" } } as const;

/** Bars from zero, one a month, a part a segment: the largest buyers stand on the axis. */
export function SegmentsPlot({ months, heightPx }: { months: readonly SegmentMonth[]; heightPx: number }) {
  const t = useTranslations("segmentsPage");
  const tSegments = useTranslations("segments");
  const locale = useLocale();
  return (
    <ResponsiveContainer width="100%" height={heightPx} initialDimension={{ width: 640, height: heightPx }}>
      <BarChart
        data={[...months]}
        margin={{ top: 8, right: 8, bottom: 0, left: 0 }}
        barCategoryGap="22%"
        aria-label={t("history.label")}
      >
        <CartesianGrid vertical={false} stroke="var(--chart-grid)" />
        <XAxis
          dataKey="at"
          tickFormatter={(at: string) => formatDate(at, locale)}
          tickLine={false}
          minTickGap={16}
          {...AXIS}
        />
        <YAxis
          width={48}
          allowDecimals={false}
          axisLine={false}
          tickLine={false}
          tickFormatter={(value: number) => formatNumber(value, locale)}
          {...AXIS}
        />
        <Tooltip
          cursor={{ fill: "var(--hover)" }}
          isAnimationActive={false}
          content={({ active, payload }) => {
            const month = payload?.[0]?.payload as SegmentMonth | undefined;
            if (!active || !month) return null;
            return (
              <PlotNote
                title={formatDate(month.at, locale)}
                lines={DRAWN_SEGMENTS.map(
                  ({ segment }) => [tSegments(segment), formatNumber(month.counts[segment], locale)] as const,
                )}
              />
            );
          }}
        />
        {DRAWN_SEGMENTS.map(({ segment, color }) => (
          <Bar
            key={segment}
            dataKey={(month: SegmentMonth) => month.counts[segment as Segment]}
            stackId="customers"
            fill={color}
            stroke="var(--surface)"
            maxBarSize={44}
            isAnimationActive={false}
          />
        ))}
      </BarChart>
    </ResponsiveContainer>
  );
}
