"use client";

import { ReferenceLine } from "recharts";
import { useLocale, useTranslations } from "use-intl";
import { useCatalogue } from "@/components/recommendations/use-catalogue";
import { formatDate } from "@/lib/presentation/format-date";
import { type FigureKind, formatFigure, formatInterval } from "@/lib/presentation/performance/format-figure";
import { niceTicks } from "@/lib/presentation/performance/nice-ticks";
import type { HistoryChart } from "@/lib/presentation/performance/prepare-history";
import { wordModel } from "@/lib/presentation/performance/word-performance";
import { eventLetter } from "./event-letter";
import { drawn, ModelLines } from "./model-lines";

interface HistoryPlotProps {
  chart: HistoryChart;
  model: string;
  kind: FigureKind;
  heightPx: number;
}

const DAY_MS = 86_400_000;
const TICKS = 5;

/** A dot a report on a scale of days, with a line where something changed. */
export function HistoryPlot({ chart, model, kind, heightPx }: HistoryPlotProps) {
  const t = useTranslations("performance");
  const catalogue = useCatalogue();
  const locale = useLocale();
  const data = chart.points.map((point) => drawn({ ...point, time: Date.parse(point.at) }, true));
  const times = [...data.map(({ time }) => time), ...chart.events.map(({ at }) => Date.parse(at))];
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const margin = Math.max(DAY_MS / 2, (last - first) * 0.06);
  const domain: [number, number] = [first - margin, last + margin];
  const values = data.flatMap(({ high, value, ceiling, baseline }) => [high, value, ceiling, baseline]);
  const isOneDay = domain[1] - domain[0] < 2 * DAY_MS;
  const timeTicks = isOneDay
    ? [first]
    : Array.from({ length: TICKS }, (_, at) => domain[0] + ((domain[1] - domain[0]) * (at + 0.5)) / TICKS);
  const { baseline } = chart;
  return (
    <ModelLines
      data={data}
      label={t("changes.label")}
      kind={kind}
      heightPx={heightPx}
      ticks={niceTicks(0, Math.max(0, ...values.filter((value) => value !== null)))}
      along={{
        type: "number",
        dataKey: "time",
        domain,
        ticks: timeTicks,
        tickFormatter: (time: number) => formatDate(new Date(time).toISOString(), locale),
      }}
      marginTopPx={20}
      ceilingDot={data.length === 1 ? { r: 2, fill: "var(--ink-3)" } : false}
      baselines={baseline === null ? [] : [{ name: baseline, pick: (point) => point.baseline }]}
      noteOf={(point) => ({
        title: formatDate(point.at, locale),
        lines: [
          [wordModel(catalogue, model), formatFigure(point.value, kind, locale)],
          [t("interval"), formatInterval(point.low, point.high, kind, locale)],
          ...(baseline === null
            ? []
            : [[wordModel(catalogue, baseline), formatFigure(point.baseline, kind, locale)] as const]),
          [t("ceiling"), formatFigure(point.ceiling, kind, locale)],
          [t("columns.data_to_measured"), formatDate(point.dataTo, locale)],
        ],
      })}
    >
      {chart.events.map(({ at, kind: what, detail }, index) => (
        <ReferenceLine
          key={`${at} ${what} ${detail}`}
          x={Date.parse(at)}
          stroke="var(--ink-3)"
          strokeDasharray="3 3"
          label={{ value: eventLetter(index), position: "top", fontSize: 11, fill: "var(--ink-2)" }}
        />
      ))}
    </ModelLines>
  );
}
