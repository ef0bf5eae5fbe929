"use client";

import { useLocale, useTranslations } from "use-intl";
import { useCatalogue } from "@/components/recommendations/use-catalogue";
import { formatFigure } from "@/lib/presentation/performance/format-figure";
import type { PerformanceQuestion } from "@/lib/presentation/performance/performance-report";
import { kindsTable, type KindsChart as Prepared } from "@/lib/presentation/performance/prepare-kinds";
import { wordModel } from "@/lib/presentation/performance/word-performance";
import { IntervalChartPlot } from "./interval-chart-plot";
import { MarkLegend } from "./marks";
import { PerformancePanel } from "./performance-panel";

interface KindsChartProps {
  chart: Prepared;
  question: PerformanceQuestion;
  exportHref: string;
}

/** Does it find the new, or only what comes back? Two marks a model, and a third for repeats had nothing new been shown. */
export function KindsChart({ chart, question, exportHref }: KindsChartProps) {
  const t = useTranslations("performance");
  const catalogue = useCatalogue();
  const locale = useLocale();
  const share = (value: number | null) => formatFigure(value, "share", locale);
  const { focus } = chart;
  return (
    <PerformancePanel
      title={t("kinds.title")}
      summary={
        focus === null
          ? null
          : [
              t(focus.explore.mean === null ? `kinds.${chart.measure}OnlyRepeat` : `kinds.${chart.measure}`, {
                model: wordModel(catalogue, focus.name),
                k: question.k,
                repeat: share(focus.repeat.mean),
                explore: share(focus.explore.mean),
              }),
              t(`kinds.${chart.measure}Without`, {
                all: share(focus.all.mean),
                without: share(focus.without.all.mean),
              }),
            ].join(" ")
      }
      table={kindsTable(chart)}
      exportHref={exportHref}
      isEmpty={chart.rows.every((row) => row.repeat.mean === null && row.explore.mean === null)}
      empty={t("kinds.empty")}
      chart={
        <>
          <MarkLegend
            items={[
              { mark: "value", label: t("kinds.repeat") },
              { mark: "diamond", label: t("kinds.explore") },
              { mark: "square", label: t("kinds.withoutDiscover") },
              { mark: "whisker", label: t("interval") },
            ]}
          />
          <IntervalChartPlot
            label={t("kinds.label")}
            style="dot"
            kind="share"
            series={[t("kinds.repeat"), t("kinds.explore"), t("kinds.withoutDiscover")]}
            baselineName={null}
            rows={chart.rows.map((row) => ({
              key: row.name,
              label: wordModel(catalogue, row.name),
              note: `${share(row.repeat.mean)} · ${share(row.explore.mean)}`,
              isMain: row.name === question.model,
              figures: [row.repeat, row.explore, row.without.repeat],
              ceiling: null,
              baseline: null,
            }))}
          />
        </>
      }
    />
  );
}
