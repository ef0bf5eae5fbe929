"use client";

import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { useLocale, useTranslations } from "use-intl";
import { monthTick } from "@/components/charts/month-tick";
import { formatMonth } from "@/lib/presentation/format-date";
import { formatNumber } from "@/lib/presentation/format-number";
import type { ProductView } from "@/lib/services/product-view";

type Point = ProductView["monthly"][number];

interface DemandPlotProps {
  points: readonly Point[];
  measure: "units" | "orders";
  heightPx: number;
}

const AXIS = { stroke: "var(--line-strong)", fontSize: 11, tick: { fill: "var(--ink-3)" } } as const;

/** Bars from zero, one a month. */
export function DemandPlot({ points, measure, heightPx }: DemandPlotProps) {
  const t = useTranslations();
  const locale = useLocale();
  return (
    <ResponsiveContainer width="100%" height={heightPx} initialDimension={{ width: 640, height: heightPx }}>
      <BarChart
        data={[...points]}
        margin={{ top: 8, right: 4, bottom: 0, left: 0 }}
        barCategoryGap="18%"
        aria-label={t(measure === "units" ? "products.demand.label" : "products.demand.labelOrders")}
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
            const point = payload?.[0]?.payload as Point | undefined;
            return active && point ? (
              <div className="num rounded-md border border-line bg-surface px-2.5 py-1.5 text-xs shadow-float">
                <p className="font-medium">{formatMonth(point.month, locale)}</p>
                <p className="text-ink-2">
                  {t("products.demand.units")}: {formatNumber(point.units, locale, 1)}
                </p>
                <p className="text-ink-2">
                  {t("charts.orders")}: {formatNumber(point.orders, locale)}
                </p>
              </div>
            ) : null;
          }}
        />
        <Bar dataKey={measure} fill="var(--chart-1)" radius={[2, 2, 0, 0]} maxBarSize={36} isAnimationActive={false} />
      </BarChart>
    </ResponsiveContainer>
  );
}
