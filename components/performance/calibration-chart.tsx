"use client";

import dynamic from "next/dynamic";
import { useLocale, useTranslations } from "use-intl";
import { ChartPlaceholder } from "@/components/charts/chart-placeholder";
import { useCatalogue } from "@/components/recommendations/use-catalogue";
import { formatNumber } from "@/lib/presentation/format-number";
import {
  calibrationTable,
  type CalibrationChart as Prepared,
} from "@/lib/presentation/performance/prepare-calibration";
import { wordModel } from "@/lib/presentation/performance/word-performance";
import { MarkLegend } from "./marks";
import { PerformancePanel } from "./performance-panel";

const HEIGHT_PX = 360;

const Plot = dynamic(() => import("./calibration-plot").then((module) => module.CalibrationPlot), {
  ssr: false,
  loading: () => <ChartPlaceholder heightPx={HEIGHT_PX} />,
});

/** Does what the model calls likely come true that often? */
export function CalibrationChart({
  chart,
  model,
  exportHref,
}: {
  /** null = the model gives no probabilities. */
  chart: Prepared | null;
  model: string;
  exportHref: string;
}) {
  const t = useTranslations("performance");
  const catalogue = useCatalogue();
  const locale = useLocale();
  const shown = chart ?? { points: [], pairs: 0, expectedCalibrationError: null };
  return (
    <PerformancePanel
      title={t("calibration.title")}
      summary={t("calibration.summary", {
        error: formatNumber(shown.expectedCalibrationError, locale, 4),
        pairs: shown.pairs,
      })}
      table={calibrationTable(shown, model)}
      exportHref={exportHref}
      isEmpty={shown.points.length === 0}
      empty={t("calibration.none", { model: wordModel(catalogue, model) })}
      chart={
        <div className="max-w-xl">
          <MarkLegend
            items={[
              { mark: "value", label: t("calibration.observed") },
              { mark: "ceiling", label: t("calibration.exact") },
            ]}
          />
          <Plot chart={shown} heightPx={HEIGHT_PX} />
        </div>
      }
    />
  );
}
