"use client";

import dynamic from "next/dynamic";
import { useLocale, useTranslations } from "use-intl";
import { ChartPlaceholder } from "@/components/charts/chart-placeholder";
import { useCatalogue } from "@/components/recommendations/use-catalogue";
import { formatDate } from "@/lib/presentation/format-date";
import { figureKind } from "@/lib/presentation/performance/figure-kind";
import { formatFigure } from "@/lib/presentation/performance/format-figure";
import type { PerformanceQuestion } from "@/lib/presentation/performance/performance-report";
import { historyTable, type HistoryChart as Prepared } from "@/lib/presentation/performance/prepare-history";
import { wordModel } from "@/lib/presentation/performance/word-performance";
import { eventLetter } from "./event-letter";
import { BASELINE_LINES, MarkLegend } from "./marks";
import { PerformancePanel } from "./performance-panel";

const HEIGHT_PX = 240;
/** A data set or program version by the head of its hash. */
const SHORT = 8;

const Plot = dynamic(() => import("./history-plot").then((module) => module.HistoryPlot), {
  ssr: false,
  loading: () => <ChartPlaceholder heightPx={HEIGHT_PX} />,
});

interface HistoryChartProps {
  chart: Prepared;
  question: PerformanceQuestion;
  exportHref: string;
}

/** Did a new model, or new data, change how often it is right? One dot a stored report. */
export function HistoryChart({ chart, question, exportHref }: HistoryChartProps) {
  const t = useTranslations("performance");
  const catalogue = useCatalogue();
  const locale = useLocale();
  const kind = figureKind(question.metric);
  const measured = chart.points.filter(({ value }) => value !== null);
  const summary = [
    t("changes.summary", {
      model: wordModel(catalogue, question.model),
      metric: t("at", { metric: t(`metrics.${question.metric}`), k: question.k }),
      reports: measured.length,
      value: formatFigure(measured.at(-1)?.value ?? null, kind, locale),
    }),
    ...(measured.length === 1 ? [t("changes.noteOne")] : []),
  ].join(" ");
  return (
    <PerformancePanel
      title={t("changes.title")}
      summary={summary}
      table={historyTable(chart, question)}
      exportHref={exportHref}
      isEmpty={measured.length === 0}
      empty={t("windows.empty")}
      chart={
        <>
          <MarkLegend
            items={[
              { mark: "value", label: wordModel(catalogue, question.model) },
              { mark: "whisker", label: t("interval") },
              ...(chart.baseline === null
                ? []
                : [{ mark: BASELINE_LINES[0].mark, label: wordModel(catalogue, chart.baseline) }]),
              { mark: "ceiling", label: t("ceiling") },
            ]}
          />
          <Plot chart={chart} model={question.model} kind={kind} heightPx={HEIGHT_PX} />
          <Events chart={chart} />
        </>
      }
    />
  );
}

function Events({ chart }: { chart: Prepared }) {
  const t = useTranslations("performance.changes");
  const locale = useLocale();
  if (chart.events.length === 0) return <p className="px-3 pt-2 text-sm text-ink-2">{t("none")}</p>;
  return (
    <section aria-label={t("events")} className="px-3 pt-3">
      <h3 className="text-sm font-semibold">{t("events")}</h3>
      <ol className="num mt-1 grid gap-x-6 gap-y-1 text-sm text-ink-2 sm:grid-cols-2">
        {chart.events.map(({ at, kind, detail }, index) => (
          <li key={`${at} ${kind} ${detail}`} className="flex gap-2">
            <span className="w-4 shrink-0 font-semibold text-ink">{eventLetter(index)}</span>
            <span className="min-w-0 break-words">
              {formatDate(at, locale)}:{" "}
              {t(`kinds.${kind}`, {
                detail: kind === "data" || kind === "code" ? detail.slice(0, SHORT) : detail,
              })}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
