"use client";

import {
  Area,
  CartesianGrid,
  ComposedChart,
  ErrorBar,
  Line,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { useLocale, useTranslations } from "use-intl";
import { useCatalogue } from "@/components/recommendations/use-catalogue";
import { formatDate } from "@/lib/presentation/format-date";
import {
  type FigureKind,
  formatFigure,
  formatInterval,
  formatTick,
  formatWindow,
} from "@/lib/presentation/performance/format-figure";
import { niceTicks } from "@/lib/presentation/performance/nice-ticks";
import type { WindowPoint, WindowsChart } from "@/lib/presentation/performance/prepare-windows";
import { wordModel } from "@/lib/presentation/performance/word-performance";
import { BASELINE_LINES, markPath } from "./marks";
import { PlotNote } from "./plot-note";

interface WindowsPlotProps {
  chart: WindowsChart;
  model: string;
  kind: FigureKind;
  /** Without it the axis ends where the models do, so that their intervals can be read. */
  showCeiling: boolean;
  heightPx: number;
  /** End of the axis, where several drawings share one; its own figures' when absent. */
  top?: number;
}

interface Drawn extends WindowPoint {
  band: [number, number] | null;
  whisker: [number, number] | null;
}

const AXIS = { stroke: "var(--line-strong)", fontSize: 11, tick: { fill: "var(--ink-3)" } } as const;

/** The model as a full line in its interval band; baselines and ceiling as broken lines beside it. */
export function WindowsPlot({ chart, model, kind, showCeiling, heightPx, top }: WindowsPlotProps) {
  const t = useTranslations("performance");
  const locale = useLocale();
  // A band needs two windows; a single one shows its interval as a whisker.
  const isSingle = chart.points.length < 2;
  const data = chart.points.map((point): Drawn => {
    const { value, low, high } = point;
    const isWhole = value !== null && low !== null && high !== null;
    return {
      ...point,
      band: isWhole ? [low, high] : null,
      whisker: isWhole && isSingle ? [value - low, high - value] : null,
    };
  });
  const values = chart.points
    .flatMap(({ high, value, ceiling, baselines }) => [high, value, showCeiling ? ceiling : null, ...baselines])
    .filter((value) => value !== null);
  const ticks = niceTicks(0, top ?? Math.max(0, ...values));
  return (
    <ResponsiveContainer width="100%" height={heightPx} initialDimension={{ width: 640, height: heightPx }}>
      <ComposedChart data={data} margin={{ top: 8, right: 16, bottom: 0, left: 0 }} aria-label={t("windows.label")}>
        <CartesianGrid vertical={false} stroke="var(--chart-grid)" />
        <XAxis
          dataKey="cutoff"
          tickFormatter={(cutoff: string) => formatDate(cutoff, locale)}
          tickLine={false}
          minTickGap={16}
          padding={{ left: 28, right: 28 }}
          {...AXIS}
        />
        <YAxis
          width={48}
          domain={[0, ticks[ticks.length - 1]]}
          ticks={ticks}
          axisLine={false}
          tickLine={false}
          tickFormatter={(value: number) => formatTick(value, kind, locale)}
          {...AXIS}
        />
        <Tooltip
          cursor={{ stroke: "var(--line-strong)", strokeDasharray: "3 3" }}
          isAnimationActive={false}
          content={({ active, payload }) => {
            const point = payload?.[0]?.payload as Drawn | undefined;
            return active && point ? <WindowNote point={point} chart={chart} model={model} kind={kind} /> : null;
          }}
        />
        <Area
          dataKey="band"
          type="linear"
          stroke="none"
          fill="var(--chart-1)"
          fillOpacity={0.18}
          isAnimationActive={false}
          activeDot={false}
        />
        {showCeiling ? (
          <Line
            dataKey="ceiling"
            type="linear"
            stroke="var(--ink-3)"
            strokeWidth={1.5}
            strokeDasharray="1.5 3"
            dot={isSingle ? <CeilingDash /> : false}
            activeDot={false}
            isAnimationActive={false}
          />
        ) : null}
        {chart.baselines.map((name, at) => {
          const { color, dash, mark } = BASELINE_LINES[at];
          return (
            <Line
              key={name}
              dataKey={(point: Drawn) => point.baselines[at]}
              type="linear"
              stroke={color}
              strokeWidth={1.5}
              strokeDasharray={dash}
              dot={({ cx, cy, index }: { cx?: number; cy?: number; index?: number }) =>
                cx === undefined || cy === undefined || !Number.isFinite(cy) ? (
                  <g key={index} />
                ) : (
                  <path
                    key={index}
                    d={markPath(mark, cx, cy)}
                    fill="var(--surface)"
                    stroke={color}
                    strokeWidth={2}
                    strokeDasharray="none"
                  />
                )
              }
              activeDot={false}
              isAnimationActive={false}
            />
          );
        })}
        <Line
          dataKey="value"
          type="linear"
          stroke="var(--chart-1)"
          strokeWidth={2.5}
          dot={{ r: 4, fill: "var(--chart-1)", stroke: "var(--surface)", strokeWidth: 1.5 }}
          activeDot={{ r: 5 }}
          isAnimationActive={false}
        >
          <ErrorBar dataKey="whisker" width={6} stroke="var(--ink)" strokeWidth={1.5} isAnimationActive={false} />
        </Line>
      </ComposedChart>
    </ResponsiveContainer>
  );
}

/** A single window has no line to draw: its ceiling is a short one. */
function CeilingDash({ cx, cy }: { cx?: number; cy?: number }) {
  if (cx === undefined || cy === undefined || !Number.isFinite(cy)) return null;
  return <path d={`M${cx - 40} ${cy}H${cx + 40}`} stroke="var(--ink-3)" strokeWidth={1.5} strokeDasharray="1.5 3" />;
}

function WindowNote({
  point,
  chart,
  model,
  kind,
}: { point: Drawn } & Pick<WindowsPlotProps, "chart" | "model" | "kind">) {
  const t = useTranslations("performance");
  const catalogue = useCatalogue();
  const locale = useLocale();
  return (
    <PlotNote
      title={formatWindow(point.cutoff, point.end, locale)}
      lines={[
        [wordModel(catalogue, model), formatFigure(point.value, kind, locale)],
        [t("interval"), formatInterval(point.low, point.high, kind, locale)],
        ...chart.baselines.map(
          (name, at) => [wordModel(catalogue, name), formatFigure(point.baselines[at], kind, locale)] as const,
        ),
        [t("ceiling"), formatFigure(point.ceiling, kind, locale)],
        [t("columns.customers"), formatFigure(point.users, "count", locale)],
      ]}
    />
  );
}
