"use client";

import { useLocale, useTranslations } from "use-intl";
import { useCatalogue } from "@/components/recommendations/use-catalogue";
import { formatDate } from "@/lib/presentation/format-date";
import {
  type FigureKind,
  formatFigure,
  formatInterval,
  formatWindow,
} from "@/lib/presentation/performance/format-figure";
import { niceTicks } from "@/lib/presentation/performance/nice-ticks";
import type { WindowPoint, WindowsChart } from "@/lib/presentation/performance/prepare-windows";
import { wordModel } from "@/lib/presentation/performance/word-performance";
import { drawn, ModelLines } from "./model-lines";

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

/** A point a window. */
export function WindowsPlot({ chart, model, kind, showCeiling, heightPx, top }: WindowsPlotProps) {
  const t = useTranslations("performance");
  const catalogue = useCatalogue();
  const locale = useLocale();
  // A band needs two windows; a single one shows its interval as a whisker.
  const isSingle = chart.points.length < 2;
  const values = chart.points
    .flatMap(({ high, value, ceiling, baselines }) => [high, value, showCeiling ? ceiling : null, ...baselines])
    .filter((value) => value !== null);
  return (
    <ModelLines
      data={chart.points.map((point) => drawn(point, isSingle))}
      label={t("windows.label")}
      kind={kind}
      heightPx={heightPx}
      ticks={niceTicks(0, top ?? Math.max(0, ...values))}
      along={{
        dataKey: "cutoff",
        tickFormatter: (cutoff: string) => formatDate(cutoff, locale),
        padding: { left: 28, right: 28 },
      }}
      marginTopPx={8}
      ceilingDot={showCeiling ? isSingle ? <CeilingDash /> : false : null}
      baselines={chart.baselines.map((name, at) => ({ name, pick: ({ baselines }: WindowPoint) => baselines[at] }))}
      noteOf={(point) => ({
        title: formatWindow(point.cutoff, point.end, locale),
        lines: [
          [wordModel(catalogue, model), formatFigure(point.value, kind, locale)],
          [t("interval"), formatInterval(point.low, point.high, kind, locale)],
          ...chart.baselines.map(
            (name, at) => [wordModel(catalogue, name), formatFigure(point.baselines[at], kind, locale)] as const,
          ),
          [t("ceiling"), formatFigure(point.ceiling, kind, locale)],
          [t("columns.customers"), formatFigure(point.users, "count", locale)],
        ],
      })}
    />
  );
}

/** A single window has no line to draw: its ceiling is a short one. */
function CeilingDash({ cx, cy }: { cx?: number; cy?: number }) {
  if (cx === undefined || cy === undefined || !Number.isFinite(cy)) return null;
  return <path d={`M${cx - 40} ${cy}H${cx + 40}`} stroke="var(--ink-3)" strokeWidth={1.5} strokeDasharray="1.5 3" />;
}
