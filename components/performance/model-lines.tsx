"use client";

import type { ComponentProps, ReactElement, ReactNode } from "react";
import {
  Area,
  CartesianGrid,
  ComposedChart,
  ErrorBar,
  Line,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  type XAxisProps,
  YAxis,
} from "recharts";
import { useLocale } from "use-intl";
import { AXIS_STYLE } from "@/components/charts/axis-style";
import { PlotNote } from "@/components/charts/plot-note";
import { type FigureKind, formatTick } from "@/lib/presentation/performance/format-figure";
import { BASELINE_LINES, markPath } from "./marks";

interface Measured {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly ceiling: number | null;
}

/** A point as it is drawn: with its interval as a piece of the band, or as a whisker around the value. */
export type Drawn<Point extends Measured> = Point & {
  readonly band: [number, number] | null;
  readonly whisker: [number, number] | null;
};

export function drawn<Point extends Measured>(point: Point, hasWhisker: boolean): Drawn<Point> {
  const { value, low, high } = point;
  const isWhole = value !== null && low !== null && high !== null;
  return {
    ...point,
    band: isWhole ? [low, high] : null,
    whisker: isWhole && hasWhisker ? [value - low, high - value] : null,
  };
}

interface ModelLinesProps<Point extends Measured> {
  data: readonly Drawn<Point>[];
  /** Names the drawing. */
  label: string;
  kind: FigureKind;
  heightPx: number;
  /** Of the upright axis; the last one ends it. */
  ticks: readonly number[];
  /** What the other axis runs over. */
  along: XAxisProps;
  marginTopPx: number;
  /** How the ceiling is drawn at a point, where there is no line; null = there is no ceiling. */
  ceilingDot: ComponentProps<typeof Line>["dot"] | null;
  baselines: readonly { name: string; pick: (point: Point) => number | null }[];
  noteOf: (point: Point) => ComponentProps<typeof PlotNote>;
  /** Further marks, behind the lines. */
  children?: ReactNode;
}

/** The model as a full line in its interval band; baselines and ceiling as broken lines beside it. */
export function ModelLines<Point extends Measured>(props: ModelLinesProps<Point>) {
  const { data, label, kind, heightPx, ticks, along, marginTopPx, ceilingDot, baselines, noteOf, children } = props;
  const locale = useLocale();
  return (
    <ResponsiveContainer width="100%" height={heightPx} initialDimension={{ width: 640, height: heightPx }}>
      <ComposedChart data={[...data]} margin={{ top: marginTopPx, right: 16, bottom: 0, left: 0 }} aria-label={label}>
        <CartesianGrid vertical={false} stroke="var(--chart-grid)" />
        <XAxis tickLine={false} minTickGap={16} {...AXIS_STYLE} {...along} />
        <YAxis
          width={48}
          domain={[0, ticks[ticks.length - 1]]}
          ticks={[...ticks]}
          axisLine={false}
          tickLine={false}
          tickFormatter={(value: number) => formatTick(value, kind, locale)}
          {...AXIS_STYLE}
        />
        <Tooltip
          cursor={{ stroke: "var(--line-strong)", strokeDasharray: "3 3" }}
          isAnimationActive={false}
          content={({ active, payload }) => {
            const point = payload?.[0]?.payload as Point | undefined;
            return active && point ? <PlotNote {...noteOf(point)} /> : null;
          }}
        />
        {children}
        <Area
          dataKey="band"
          type="linear"
          stroke="none"
          fill="var(--chart-1)"
          fillOpacity={0.18}
          isAnimationActive={false}
          activeDot={false}
        />
        {ceilingDot === null ? null : (
          <Line
            dataKey="ceiling"
            type="linear"
            stroke="var(--ink-3)"
            strokeWidth={1.5}
            strokeDasharray="1.5 3"
            dot={ceilingDot}
            activeDot={false}
            isAnimationActive={false}
          />
        )}
        {baselines.map(({ name, pick }, at) => (
          <Line
            key={name}
            dataKey={pick}
            type="linear"
            stroke={BASELINE_LINES[at].color}
            strokeWidth={1.5}
            strokeDasharray={BASELINE_LINES[at].dash}
            dot={baselineDot(BASELINE_LINES[at])}
            activeDot={false}
            isAnimationActive={false}
          />
        ))}
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

interface DotProps {
  cx?: number;
  cy?: number;
  index?: number;
}

function baselineDot({ mark, color }: (typeof BASELINE_LINES)[number]) {
  return ({ cx, cy, index }: DotProps): ReactElement<SVGElement> =>
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
    );
}
