"use client";

import { useLocale, useTranslations } from "use-intl";
import { useCatalogue } from "@/components/recommendations/use-catalogue";
import { Card, CardHeader } from "@/components/ui/card";
import { figureKind } from "@/lib/presentation/performance/figure-kind";
import { formatFigure, formatInterval } from "@/lib/presentation/performance/format-figure";
import type { PerformanceQuestion } from "@/lib/presentation/performance/performance-report";
import {
  costsTable,
  differencesTable,
  type ModelsChart,
  modelsTable,
} from "@/lib/presentation/performance/prepare-models";
import { wordColumn, wordModel } from "@/lib/presentation/performance/word-performance";
import { FigureTable } from "./figure-table";
import { IntervalChartPlot } from "./interval-chart-plot";
import { MarkLegend } from "./marks";
import { CsvLink, PerformancePanel } from "./performance-panel";

interface ModelsChartProps {
  chart: ModelsChart;
  question: PerformanceQuestion;
  exportHref: string;
}

/** Which model is right most often? Bars from zero with the ceiling beside them. */
export function RankingChart({ chart, question, exportHref }: ModelsChartProps) {
  const t = useTranslations("performance");
  const catalogue = useCatalogue();
  const locale = useLocale();
  const kind = figureKind(question.metric);
  const [best] = chart.rows;
  const place = chart.rows.findIndex((row) => row.name === question.model) + 1;
  return (
    <PerformancePanel
      title={t("ranking.title")}
      summary={
        best
          ? [
              t("ranking.summary", {
                best: wordModel(catalogue, best.name),
                value: formatFigure(best.figure.mean, kind, locale),
                interval: formatInterval(best.figure.low, best.figure.high, kind, locale),
                ceiling: formatFigure(chart.ceiling, kind, locale),
              }),
              ...(place > 1
                ? [
                    t("ranking.place", {
                      model: wordModel(catalogue, question.model),
                      place,
                      count: chart.rows.length,
                    }),
                  ]
                : []),
            ].join(" ")
          : null
      }
      table={modelsTable(chart, question)}
      exportHref={exportHref}
      isEmpty={chart.rows.every((row) => row.figure.mean === null)}
      empty={t("ranking.empty")}
      chart={
        <>
          <MarkLegend
            items={[
              { mark: "bar", label: t(`metrics.${question.metric}`) },
              { mark: "whisker", label: t("interval") },
              { mark: "ceiling", label: t("ceiling") },
            ]}
          />
          <IntervalChartPlot
            label={t("ranking.label")}
            style="bar"
            kind={kind}
            series={[t(`metrics.${question.metric}`)]}
            baselineName={null}
            rows={chart.rows.map((row) => ({
              key: row.name,
              label: wordModel(catalogue, row.name),
              note: row.isBaseline
                ? `${formatFigure(row.figure.mean, kind, locale)} · ${t("baseline")}`
                : formatFigure(row.figure.mean, kind, locale),
              isMain: row.name === question.model,
              figures: [row.figure],
              ceiling: chart.ceiling,
              baseline: null,
            }))}
          />
        </>
      }
    />
  );
}

/** Which models differ from the baseline by more than chance? Dots with paired intervals around zero. */
export function DifferencesChart({ chart, question, exportHref }: ModelsChartProps) {
  const t = useTranslations("performance");
  const catalogue = useCatalogue();
  const locale = useLocale();
  const kind = question.metric === "ndcg" ? "scoreDifference" : "shareDifference";
  const name = wordColumn(catalogue, { key: "difference", kind });
  const compared = chart.rows.filter((row) => row.difference !== null);
  const count = (verdict: string) => compared.filter((row) => row.verdict === verdict).length;
  return (
    <PerformancePanel
      title={t("differences.title")}
      summary={
        chart.baseline === null
          ? null
          : t("differences.summary", {
              baseline: wordModel(catalogue, chart.baseline),
              better: count("better"),
              worse: count("worse"),
              unclear: count("unclear"),
            })
      }
      table={differencesTable(chart, question)}
      exportHref={exportHref}
      isEmpty={compared.length === 0}
      empty={t("differences.empty")}
      chart={
        <>
          <MarkLegend
            items={[
              { mark: "value", label: name },
              { mark: "whisker", label: t("interval") },
            ]}
          />
          <IntervalChartPlot
            label={t("differences.label")}
            style="dot"
            kind={kind}
            series={[name]}
            baselineName={null}
            rows={compared.map((row) => ({
              key: row.name,
              label: wordModel(catalogue, row.name),
              note: [
                formatFigure(row.difference?.mean ?? null, kind, locale),
                row.verdict === null ? null : t(`verdicts.${row.verdict}`),
              ]
                .filter((part) => part !== null)
                .join(" · "),
              isMain: row.name === question.model,
              figures: row.difference === null ? [] : [row.difference],
              ceiling: null,
              baseline: null,
            }))}
          />
        </>
      }
    />
  );
}

/** What fitting and serving took, as a table: three units share no axis. */
export function CostsCard({ chart, exportHref }: Omit<ModelsChartProps, "question">) {
  const t = useTranslations("performance");
  return (
    <Card className="min-w-0 overflow-clip">
      <CardHeader
        title={t("costs.title")}
        description={t("costs.lead")}
        actions={<CsvLink href={exportHref} title={t("costs.title")} />}
      />
      <FigureTable caption={t("costs.title")} table={costsTable(chart)} />
    </Card>
  );
}
