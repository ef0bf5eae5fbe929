"use client";

import {
  CartesianGrid,
  ReferenceLine,
  ResponsiveContainer,
  Scatter,
  ScatterChart,
  Tooltip,
  usePlotArea,
  useXAxisScale,
  XAxis,
  YAxis,
} from "recharts";
import { useLocale, useTranslations } from "use-intl";
import { PlotNote } from "@/components/charts/plot-note";
import {
  type FigureKind,
  formatFigure,
  formatInterval,
  formatTick,
} from "@/lib/presentation/performance/format-figure";
import { niceTicks } from "@/lib/presentation/performance/nice-ticks";
import type { IntervalFigure } from "@/lib/presentation/performance/performance-report";
import { markPath } from "./marks";

export interface IntervalRow {
  key: string;
  label: string;
  /** In small print under the label. */
  note: string | null;
  /** The row that the page is about. */
  isMain: boolean;
  /** One figure a series. */
  figures: readonly IntervalFigure[];
  ceiling: number | null;
  baseline: number | null;
}

interface IntervalPlotProps {
  label: string;
  rows: readonly IntervalRow[];
  /** `bar`: lengths from zero, one series. `dot`: places on the axis, zero marked. */
  style: "bar" | "dot";
  /** Names of the series, for the pointer's note. */
  series: readonly string[];
  baselineName: string | null;
  kind: FigureKind;
}

const ROW_PX = 40;
const AXIS_PX = 34;
const LABEL_PX = 148;
/** Between the marks of a row: less for three, so that they stay nearer to one another than to the next row. */
const seriesGapPx = (series: number) => (series > 2 ? 9 : 12);

export const intervalPlotHeightPx = (rows: number) => rows * ROW_PX + AXIS_PX;

interface Point extends IntervalRow {
  x: number;
  y: number;
}

/** One row a model or group: its value with a whisker over the interval, baseline and ceiling as marks of their own. */
export function IntervalPlot({ label, rows, style, series, baselineName, kind }: IntervalPlotProps) {
  const locale = useLocale();
  const t = useTranslations("performance");
  const drawn = rows.flatMap((row) => [
    ...row.figures.flatMap(({ mean, low, high }) => [mean, low, high]),
    row.ceiling,
    row.baseline,
  ]);
  const values = drawn.filter((value) => value !== null);
  const ticks = niceTicks(Math.min(0, ...values), Math.max(0, ...values));
  const points = rows.map((row, y): Point => ({ ...row, x: row.figures[0]?.mean ?? 0, y }));
  return (
    <ResponsiveContainer
      width="100%"
      height={intervalPlotHeightPx(rows.length)}
      initialDimension={{ width: 640, height: intervalPlotHeightPx(rows.length) }}
    >
      <ScatterChart margin={{ top: 4, right: 16, bottom: 0, left: 0 }} aria-label={label}>
        <CartesianGrid horizontal={false} stroke="var(--chart-grid)" />
        <XAxis
          type="number"
          dataKey="x"
          domain={[ticks[0], ticks[ticks.length - 1]]}
          ticks={ticks}
          tickFormatter={(value: number) => formatTick(value, kind, locale)}
          tickLine={false}
          stroke="var(--line-strong)"
          fontSize={11}
          tick={{ fill: "var(--ink-3)" }}
          minTickGap={8}
          allowDataOverflow
        />
        <YAxis
          type="number"
          dataKey="y"
          domain={[-0.5, rows.length - 0.5]}
          ticks={rows.map((_, y) => y)}
          interval={0}
          reversed
          width={LABEL_PX}
          axisLine={false}
          tickLine={false}
          tick={<RowLabel rows={rows} />}
        />
        <ReferenceLine x={0} stroke="var(--ink-3)" />
        <Tooltip
          cursor={false}
          isAnimationActive={false}
          content={({ active, payload }) => {
            const row = payload?.[0]?.payload as Point | undefined;
            if (!active || !row) return null;
            return (
              <PlotNote
                title={row.note === null ? row.label : `${row.label}, ${row.note}`}
                lines={[
                  ...row.figures.flatMap(({ mean, low, high }, at) => [
                    [series[at], formatFigure(mean, kind, locale)] as const,
                    [
                      series.length > 1 ? `${t("interval")}, ${series[at]}` : t("interval"),
                      formatInterval(low, high, kind, locale),
                    ] as const,
                  ]),
                  ...(row.baseline === null || baselineName === null
                    ? []
                    : [[baselineName, formatFigure(row.baseline, kind, locale)] as const]),
                  ...(row.ceiling === null ? [] : [[t("ceiling"), formatFigure(row.ceiling, kind, locale)] as const]),
                ]}
              />
            );
          }}
        />
        <Scatter data={points} isAnimationActive={false} shape={<RowMark style={style} series={series} />} />
      </ScatterChart>
    </ResponsiveContainer>
  );
}

const MAX_LABEL = 24;
const shorten = (label: string) => (label.length > MAX_LABEL ? `${label.slice(0, MAX_LABEL - 1)}…` : label);

function RowLabel({ rows, y = 0, payload }: { rows: readonly IntervalRow[]; y?: number; payload?: { value: number } }) {
  const row = rows[payload?.value ?? 0];
  if (!row) return null;
  return (
    <g>
      <text
        x={8}
        y={row.note === null ? y + 4 : y - 2}
        fontSize={12}
        fontWeight={row.isMain ? 600 : 400}
        fill="var(--ink)"
      >
        {shorten(row.label)}
      </text>
      {row.note === null ? null : (
        <text x={8} y={y + 12} fontSize={11} fill="var(--ink-3)">
          {row.note}
        </text>
      )}
    </g>
  );
}

interface RowMarkProps extends Pick<IntervalPlotProps, "style" | "series"> {
  cy?: number;
  payload?: Point;
}

/** The whole row: drawn on the axis' own scale, so that every mark stands where the ticks say. */
function RowMark({ style, series, cy = 0, payload }: RowMarkProps) {
  const scale = useXAxisScale();
  const area = usePlotArea();
  if (!scale || !payload) return null;
  const at = (value: number) => Number(scale(value));
  const { figures, isMain, ceiling, baseline } = payload;
  const offsetOf = (index: number) => (index - (figures.length - 1) / 2) * seriesGapPx(figures.length);
  return (
    <g>
      {area ? (
        // The pointer finds the row anywhere on it.
        <rect x={area.x} y={cy - ROW_PX / 2} width={area.width} height={ROW_PX} fill="transparent" />
      ) : null}
      {ceiling === null ? null : (
        <path
          d={`M${at(ceiling)} ${cy - 12}V${cy + 12}`}
          stroke="var(--ink-3)"
          strokeWidth={1.75}
          strokeDasharray="2 2.5"
        />
      )}
      {figures.map((figure, index) => (
        <Mark
          key={series[index]}
          figure={figure}
          y={cy + offsetOf(index)}
          at={at}
          style={style}
          isMain={isMain}
          place={index}
        />
      ))}
      {baseline === null ? null : (
        <path d={markPath("diamond", at(baseline), cy)} fill="var(--surface)" stroke="var(--chart-2)" strokeWidth={2} />
      )}
    </g>
  );
}

interface MarkProps {
  figure: IntervalFigure;
  y: number;
  /** Place of a value on the axis, px. */
  at: (value: number) => number;
  style: "bar" | "dot";
  isMain: boolean;
  /** Of its series: each has a mark and a colour of its own. */
  place: number;
}

const BAR_PX = 16;
const CAP_PX = 4;

/** One figure with its whisker; nothing where there is no figure. */
function Mark({ figure: { mean, low, high }, y, at, style, isMain, place }: MarkProps) {
  if (mean === null) return null;
  const color = `var(--chart-${place + 1})`;
  return (
    <g>
      {style === "bar" ? (
        <rect
          x={at(0)}
          y={y - BAR_PX / 2}
          width={Math.max(0, at(mean) - at(0))}
          height={BAR_PX}
          rx={2}
          fill={color}
          fillOpacity={isMain ? 1 : 0.42}
        />
      ) : null}
      {low === null || high === null ? null : (
        <path
          d={`M${at(low)} ${y}H${at(high)}M${at(low)} ${y - CAP_PX}V${y + CAP_PX}M${at(high)} ${y - CAP_PX}V${y + CAP_PX}`}
          stroke={style === "bar" ? "var(--ink)" : color}
          strokeWidth={1.5}
          fill="none"
        />
      )}
      {style === "bar" ? null : place > 0 ? (
        <path
          d={markPath(place === 1 ? "diamond" : "square", at(mean), y)}
          fill="var(--surface)"
          stroke={color}
          strokeWidth={2}
        />
      ) : (
        <circle cx={at(mean)} cy={y} r={isMain ? 5 : 4} fill={color} />
      )}
    </g>
  );
}
