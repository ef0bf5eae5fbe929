"use client";

import type { ComponentProps } from "react";
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { useLocale } from "use-intl";
import { formatNumber } from "@/lib/presentation/format-number";
import { AXIS_STYLE } from "./axis-style";
import { PlotNote } from "./plot-note";

interface MonthBarsProps<Point> {
  points: readonly Point[];
  /** The month of a point, and how the axis words it. */
  monthOf: (point: Point) => string;
  tickOf: (month: string) => string;
  /** Names the drawing. */
  label: string;
  heightPx: number;
  /** One, or the parts of a stack, the first on the axis. A month without a value has no bar. */
  bars: readonly { key: string; pick: (point: Point) => number | null; color: string }[];
  /** What stands under the pointer. */
  noteOf: (point: Point) => ComponentProps<typeof PlotNote>;
}

/** Bars from zero, one a month. */
export function MonthBars<Point>(props: MonthBarsProps<Point>) {
  const { points, monthOf, tickOf, label, heightPx, bars, noteOf } = props;
  const locale = useLocale();
  const isStack = bars.length > 1;
  return (
    <ResponsiveContainer width="100%" height={heightPx} initialDimension={{ width: 640, height: heightPx }}>
      <BarChart
        data={[...points]}
        margin={{ top: 8, right: 6, bottom: 0, left: 0 }}
        barCategoryGap="20%"
        aria-label={label}
      >
        <CartesianGrid vertical={false} stroke="var(--chart-grid)" />
        <XAxis dataKey={monthOf} tickFormatter={tickOf} tickLine={false} minTickGap={24} {...AXIS_STYLE} />
        <YAxis
          width={48}
          allowDecimals={false}
          axisLine={false}
          tickLine={false}
          tickFormatter={(value: number) => formatNumber(value, locale)}
          {...AXIS_STYLE}
        />
        <Tooltip
          cursor={{ fill: "var(--hover)" }}
          isAnimationActive={false}
          content={({ active, payload }) => {
            const point = payload?.[0]?.payload as Point | undefined;
            return active && point ? <PlotNote {...noteOf(point)} /> : null;
          }}
        />
        {bars.map(({ key, pick, color }) => (
          <Bar
            key={key}
            dataKey={pick}
            fill={color}
            maxBarSize={40}
            isAnimationActive={false}
            {...(isStack ? { stackId: "parts", stroke: "var(--surface)" } : { radius: [2, 2, 0, 0] as const })}
          />
        ))}
      </BarChart>
    </ResponsiveContainer>
  );
}
