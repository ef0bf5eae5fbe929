"use client";

import {
  CartesianGrid,
  ReferenceLine,
  ResponsiveContainer,
  Scatter,
  ScatterChart,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { useLocale, useTranslations } from "use-intl";
import { AXIS_STYLE } from "@/components/charts/axis-style";
import { PlotNote } from "@/components/charts/plot-note";
import { formatFigure, formatTick } from "@/lib/presentation/performance/format-figure";
import type { CalibrationChart, CalibrationPoint } from "@/lib/presentation/performance/prepare-calibration";

const TICKS = [0, 0.2, 0.4, 0.6, 0.8, 1];
const AXIS = {
  type: "number",
  domain: [0, 1],
  ticks: TICKS,
  tickLine: false,
  ...AXIS_STYLE,
} as const;

/** A dot a bin of predictions; on the diagonal what was said is what happened. */
export function CalibrationPlot({ chart, heightPx }: { chart: CalibrationChart; heightPx: number }) {
  const t = useTranslations("performance");
  const locale = useLocale();
  const percent = (value: number) => formatFigure(value, "share", locale);
  return (
    <ResponsiveContainer width="100%" height={heightPx} initialDimension={{ width: 640, height: heightPx }}>
      <ScatterChart margin={{ top: 8, right: 16, bottom: 16, left: 0 }} aria-label={t("calibration.label")}>
        <CartesianGrid stroke="var(--chart-grid)" />
        <XAxis
          {...AXIS}
          dataKey="predicted"
          tickFormatter={(value: number) => formatTick(value, "share", locale)}
          label={{
            value: t("calibration.predicted"),
            position: "insideBottom",
            offset: -12,
            fontSize: 11,
            fill: "var(--ink-2)",
          }}
        />
        <YAxis
          {...AXIS}
          dataKey="observed"
          width={48}
          axisLine={false}
          tickFormatter={(value: number) => formatTick(value, "share", locale)}
        />
        <ReferenceLine
          segment={[
            { x: 0, y: 0 },
            { x: 1, y: 1 },
          ]}
          stroke="var(--ink-3)"
          strokeDasharray="1.5 2.5"
        />
        <Tooltip
          cursor={false}
          isAnimationActive={false}
          content={({ active, payload }) => {
            const point = payload?.[0]?.payload as CalibrationPoint | undefined;
            if (!active || !point) return null;
            return (
              <PlotNote
                title={t("calibration.pairs", { pairs: point.pairs })}
                lines={[
                  [t("calibration.predicted"), percent(point.predicted)],
                  [t("calibration.observed"), percent(point.observed)],
                ]}
              />
            );
          }}
        />
        <Scatter
          data={[...chart.points]}
          fill="var(--chart-1)"
          line={{ stroke: "var(--chart-1)", strokeWidth: 2 }}
          isAnimationActive={false}
        />
      </ScatterChart>
    </ResponsiveContainer>
  );
}
