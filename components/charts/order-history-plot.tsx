"use client";

import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { useLocale, useTranslations } from "use-intl";
import { formatMonth } from "@/lib/presentation/format-date";
import { formatMoney, formatNumber } from "@/lib/presentation/format-number";
import type { MonthPoint } from "@/lib/presentation/prepare-order-history";
import { monthTick } from "./month-tick";

interface OrderHistoryPlotProps {
  points: readonly MonthPoint[];
  measure: "orders" | "value";
  heightPx: number;
}

const AXIS = { stroke: "var(--line-strong)", fontSize: 11, tick: { fill: "var(--ink-3)" } } as const;

/** Bars from zero, one a month; a month without a value has no bar. */
export function OrderHistoryPlot({ points, measure, heightPx }: OrderHistoryPlotProps) {
  const t = useTranslations("charts");
  const locale = useLocale();
  return (
    <ResponsiveContainer width="100%" height={heightPx} initialDimension={{ width: 640, height: heightPx }}>
      <BarChart
        data={[...points]}
        margin={{ top: 8, right: 4, bottom: 0, left: 0 }}
        barCategoryGap="18%"
        aria-label={measure === "orders" ? t("history.label") : t("history.labelValue")}
      >
        <CartesianGrid vertical={false} stroke="var(--chart-grid)" />
        <XAxis
          dataKey="month"
          tickFormatter={(month: string) => monthTick(month, locale)}
          tickLine={false}
          minTickGap={24}
          {...AXIS}
        />
        <YAxis
          width={44}
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
            const point = payload?.[0]?.payload as MonthPoint | undefined;
            return active && point ? <MonthNote point={point} /> : null;
          }}
        />
        <Bar dataKey={measure} fill="var(--chart-1)" radius={[2, 2, 0, 0]} maxBarSize={36} isAnimationActive={false} />
      </BarChart>
    </ResponsiveContainer>
  );
}

function MonthNote({ point }: { point: MonthPoint }) {
  const t = useTranslations("charts");
  const locale = useLocale();
  return (
    <div className="num rounded-md border border-line bg-surface px-2.5 py-1.5 text-xs shadow-float">
      <p className="font-medium">{formatMonth(point.month, locale)}</p>
      <p className="text-ink-2">
        {t("orders")}: {formatNumber(point.orders, locale)}
      </p>
      {point.value === null ? null : <p className="text-ink-2">{formatMoney(point.value, locale)}</p>}
    </div>
  );
}
