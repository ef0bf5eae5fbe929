"use client";

import {
  Area,
  CartesianGrid,
  ComposedChart,
  ErrorBar,
  Line,
  ReferenceLine,
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
} from "@/lib/presentation/performance/format-figure";
import { niceTicks } from "@/lib/presentation/performance/nice-ticks";
import type { HistoryChart, HistoryPoint } from "@/lib/presentation/performance/prepare-history";
import { wordModel } from "@/lib/presentation/performance/word-performance";
import { eventLetter } from "./event-letter";
import { BASELINE_LINES, markPath } from "./marks";
import { PlotNote } from "./plot-note";

interface HistoryPlotProps {
  chart: HistoryChart;
  model: string;
  kind: FigureKind;
  heightPx: number;
}

interface Drawn extends HistoryPoint {
  time: number;
  band: [number, number] | null;
  whisker: [number, number] | null;
}

const AXIS = { stroke: "var(--line-strong)", fontSize: 11, tick: { fill: "var(--ink-3)" } } as const;
const DAY_MS = 86_400_000;
const TICKS = 5;

/** A dot a report on a scale of days, with a line where something changed. */
export function HistoryPlot({ chart, model, kind, heightPx }: HistoryPlotProps) {
  const t = useTranslations("performance");
  const locale = useLocale();
  const data = chart.points.map((point): Drawn => {
    const { value, low, high, at } = point;
    const isWhole = value !== null && low !== null && high !== null;
    return {
      ...point,
      time: Date.parse(at),
      band: isWhole ? [low, high] : null,
      whisker: isWhole ? [value - low, high - value] : null,
    };
  });
  const times = [...data.map(({ time }) => time), ...chart.events.map(({ at }) => Date.parse(at))];
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const margin = Math.max(DAY_MS / 2, (last - first) * 0.06);
  const domain = [first - margin, last + margin] as const;
  const values = data.flatMap(({ high, value, ceiling, baseline }) => [high, value, ceiling, baseline]);
  const ticks = niceTicks(0, Math.max(0, ...values.filter((value) => value !== null)));
  const isOneDay = domain[1] - domain[0] < 2 * DAY_MS;
  return (
    <ResponsiveContainer width="100%" height={heightPx} initialDimension={{ width: 640, height: heightPx }}>
      <ComposedChart data={data} margin={{ top: 20, right: 16, bottom: 0, left: 0 }} aria-label={t("changes.label")}>
        <CartesianGrid vertical={false} stroke="var(--chart-grid)" />
        <XAxis
          type="number"
          dataKey="time"
          domain={[...domain]}
          ticks={
            isOneDay
              ? [first]
              : Array.from({ length: TICKS }, (_, at) => domain[0] + ((domain[1] - domain[0]) * (at + 0.5)) / TICKS)
          }
          tickFormatter={(time: number) => formatDate(new Date(time).toISOString(), locale)}
          tickLine={false}
          minTickGap={16}
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
            return active && point ? <ReportNote point={point} chart={chart} model={model} kind={kind} /> : null;
          }}
        />
        {chart.events.map(({ at, kind: what, detail }, index) => (
          <ReferenceLine
            key={`${at} ${what} ${detail}`}
            x={Date.parse(at)}
            stroke="var(--ink-3)"
            strokeDasharray="3 3"
            label={{ value: eventLetter(index), position: "top", fontSize: 11, fill: "var(--ink-2)" }}
          />
        ))}
        <Area
          dataKey="band"
          type="linear"
          stroke="none"
          fill="var(--chart-1)"
          fillOpacity={0.18}
          isAnimationActive={false}
          activeDot={false}
        />
        <Line
          dataKey="ceiling"
          type="linear"
          stroke="var(--ink-3)"
          strokeWidth={1.5}
          strokeDasharray="1.5 3"
          dot={data.length === 1 ? { r: 2, fill: "var(--ink-3)" } : false}
          activeDot={false}
          isAnimationActive={false}
        />
        {chart.baseline === null ? null : (
          <Line
            dataKey="baseline"
            type="linear"
            stroke={BASELINE_LINES[0].color}
            strokeWidth={1.5}
            strokeDasharray={BASELINE_LINES[0].dash}
            dot={({ cx, cy, index }: { cx?: number; cy?: number; index?: number }) =>
              cx === undefined || cy === undefined || !Number.isFinite(cy) ? (
                <g key={index} />
              ) : (
                <path
                  key={index}
                  d={markPath("diamond", cx, cy)}
                  fill="var(--surface)"
                  stroke={BASELINE_LINES[0].color}
                  strokeWidth={2}
                />
              )
            }
            activeDot={false}
            isAnimationActive={false}
          />
        )}
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

function ReportNote({
  point,
  chart,
  model,
  kind,
}: { point: Drawn } & Pick<HistoryPlotProps, "chart" | "model" | "kind">) {
  const t = useTranslations("performance");
  const catalogue = useCatalogue();
  const locale = useLocale();
  return (
    <PlotNote
      title={formatDate(point.at, locale)}
      lines={[
        [wordModel(catalogue, model), formatFigure(point.value, kind, locale)],
        [t("interval"), formatInterval(point.low, point.high, kind, locale)],
        ...(chart.baseline === null
          ? []
          : [[wordModel(catalogue, chart.baseline), formatFigure(point.baseline, kind, locale)] as const]),
        [t("ceiling"), formatFigure(point.ceiling, kind, locale)],
        [t("columns.data_to_measured"), formatDate(point.dataTo, locale)],
      ]}
    />
  );
}
