"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { ChartPlaceholder } from "@/components/charts/chart-placeholder";
import { Segmented } from "@/components/charts/segmented";
import { useCatalogue } from "@/components/recommendations/use-catalogue";
import { formatDate } from "@/lib/presentation/format-date";
import { figureKind } from "@/lib/presentation/performance/figure-kind";
import { formatFigure } from "@/lib/presentation/performance/format-figure";
import type { PerformanceQuestion } from "@/lib/presentation/performance/performance-report";
import { type WindowsChart as Prepared, windowsTable } from "@/lib/presentation/performance/prepare-windows";
import { wordModel } from "@/lib/presentation/performance/word-performance";
import { BASELINE_LINES, MarkLegend } from "./marks";
import { PerformancePanel } from "./performance-panel";

const HEIGHT_PX = 300;

const Plot = dynamic(() => import("./windows-plot").then((module) => module.WindowsPlot), {
  ssr: false,
  loading: () => <ChartPlaceholder heightPx={HEIGHT_PX} />,
});

interface WindowsChartProps {
  chart: Prepared;
  question: PerformanceQuestion;
  /** The model that all are compared with; null when the report has none. */
  baseline: string | null;
  exportHref: string;
}

export function WindowsChart({ chart, question, baseline, exportHref }: WindowsChartProps) {
  const t = useTranslations("performance");
  const catalogue = useCatalogue();
  const kind = figureKind(question.metric);
  const [scale, setScale] = useState<"ceiling" | "close">("ceiling");
  return (
    <PerformancePanel
      title={t("windows.title")}
      summary={<Summary chart={chart} question={question} baseline={baseline} />}
      table={windowsTable(chart, question)}
      exportHref={exportHref}
      controls={
        <Segmented
          label={t("windows.scale")}
          value={scale}
          onChange={setScale}
          options={[
            { value: "ceiling", label: t("windows.toCeiling") },
            { value: "close", label: t("windows.close") },
          ]}
        />
      }
      isEmpty={chart.highest === null}
      empty={t("windows.empty")}
      chart={
        <>
          <MarkLegend
            items={[
              { mark: "value", label: wordModel(catalogue, question.model) },
              { mark: chart.points.length < 2 ? "whisker" : "band", label: t("interval") },
              ...chart.baselines.map((name, at) => ({
                mark: BASELINE_LINES[at].mark,
                label:
                  name === baseline ? `${wordModel(catalogue, name)} (${t("baseline")})` : wordModel(catalogue, name),
              })),
              ...(scale === "ceiling" ? [{ mark: "ceiling" as const, label: t("ceiling") }] : []),
            ]}
          />
          <Plot
            chart={chart}
            model={question.model}
            kind={kind}
            showCeiling={scale === "ceiling"}
            heightPx={HEIGHT_PX}
          />
        </>
      }
    />
  );
}

function Summary({ chart, question, baseline }: Omit<WindowsChartProps, "exportHref">) {
  const t = useTranslations("performance");
  const catalogue = useCatalogue();
  const locale = useLocale();
  const { lowest, highest, above } = chart;
  if (lowest === null || highest === null) return t("windows.empty");
  const kind = figureKind(question.metric);
  const model = wordModel(catalogue, question.model);
  const metric = t("at", { metric: t(`metrics.${question.metric}`), k: question.k });
  const sentences = [
    chart.points.length === 1
      ? t("windows.one", { model, metric, value: formatFigure(highest.value, kind, locale) })
      : t("windows.summary", {
          model,
          metric,
          low: formatFigure(lowest.value, kind, locale),
          lowDate: formatDate(lowest.cutoff, locale),
          high: formatFigure(highest.value, kind, locale),
          highDate: formatDate(highest.cutoff, locale),
          windows: chart.points.length,
        }),
  ];
  if (above !== null && baseline !== null) {
    sentences.push(
      t("windows.above", { baseline: wordModel(catalogue, baseline), above: above.windows, of: above.of }),
    );
  }
  return sentences.join(" ");
}
