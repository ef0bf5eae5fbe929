"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { useLocale, useTranslations } from "use-intl";
import { useCatalogue } from "@/components/recommendations/use-catalogue";
import { cn } from "@/components/ui/cn";
import { Select } from "@/components/ui/select";
import { type ListQuery, listHref } from "@/lib/presentation/list-href";
import { figureKind } from "@/lib/presentation/performance/figure-kind";
import { formatFigure } from "@/lib/presentation/performance/format-figure";
import type { PerformanceQuestion } from "@/lib/presentation/performance/performance-report";
import {
  FEW_CUSTOMERS,
  type SlicesChart as Prepared,
  type SliceDimension,
  type SliceRow,
  slicesTable,
} from "@/lib/presentation/performance/prepare-slices";
import { wordModel, wordSlice } from "@/lib/presentation/performance/word-performance";
import { IntervalChartPlot } from "./interval-chart-plot";
import { MarkLegend } from "./marks";
import { PerformancePanel } from "./performance-panel";

interface SlicesChartProps {
  chart: Prepared;
  question: PerformanceQuestion;
  dimensions: readonly SliceDimension[];
  path: string;
  query: ListQuery;
  exportHref: string;
}

/** For whom does it work? One model by kinds of customers. */
export function SlicesChart({ chart, question, dimensions, path, query, exportHref }: SlicesChartProps) {
  const t = useTranslations("performance");
  const catalogue = useCatalogue();
  const locale = useLocale();
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  const kind = figureKind(question.metric);
  const baselineName = chart.baseline === null ? null : wordModel(catalogue, chart.baseline);
  return (
    <div className={cn("min-w-0 transition-opacity", isPending && "opacity-60")} aria-busy={isPending}>
      <PerformancePanel
        title={t("slices.title")}
        summary={<Summary chart={chart} question={question} />}
        dimension={chart.dimension}
        table={slicesTable(chart, question)}
        exportHref={exportHref}
        isEmpty={chart.best === null}
        empty={t("slices.empty")}
        controls={
          <Select
            aria-label={t("slices.by")}
            className="[&>select]:h-8 [&>select]:text-sm"
            value={chart.dimension}
            onChange={(event) =>
              startTransition(() => router.push(listHref(path, query, { by: event.target.value }), { scroll: false }))
            }
          >
            {dimensions.map((dimension) => (
              <option key={dimension} value={dimension}>
                {t(`slices.dimensions.${dimension}`)}
              </option>
            ))}
          </Select>
        }
        chart={
          <>
            <MarkLegend
              items={[
                { mark: "bar", label: wordModel(catalogue, question.model) },
                { mark: "whisker", label: t("interval") },
                ...(baselineName === null ? [] : [{ mark: "diamond" as const, label: baselineName }]),
                { mark: "ceiling", label: t("ceiling") },
              ]}
            />
            <IntervalChartPlot
              label={t("slices.label")}
              style="bar"
              kind={kind}
              series={[wordModel(catalogue, question.model)]}
              baselineName={baselineName}
              rows={chart.rows.map((row) => ({
                key: row.value,
                label: wordSlice(catalogue, chart.dimension, row.value),
                note: `${formatFigure(row.figure.mean, kind, locale)} · ${t("slices.users", { users: row.users })}`,
                isMain: row.users >= FEW_CUSTOMERS,
                figures: [row.figure],
                ceiling: row.ceiling,
                baseline: row.baseline,
              }))}
            />
          </>
        }
      />
    </div>
  );
}

function Summary({ chart, question }: Pick<SlicesChartProps, "chart" | "question">) {
  const t = useTranslations("performance");
  const catalogue = useCatalogue();
  const locale = useLocale();
  const { best, worst } = chart;
  if (best === null || worst === null) return t("slices.empty");
  const model = wordModel(catalogue, question.model);
  const name = (row: SliceRow) => wordSlice(catalogue, chart.dimension, row.value);
  const value = (row: SliceRow) => formatFigure(row.figure.mean, figureKind(question.metric), locale);
  const sentences = [
    best === worst
      ? t("slices.only", { model, value: value(best), slice: name(best) })
      : t("slices.summary", {
          model,
          best: name(best),
          bestValue: value(best),
          worst: name(worst),
          worstValue: value(worst),
        }),
  ];
  if (chart.rows.some((row) => row.users < FEW_CUSTOMERS)) sentences.push(t("slices.few", { few: FEW_CUSTOMERS }));
  return sentences.join(" ");
}
