"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { ChartPanel } from "@/components/charts/chart-panel";
import { ChartPlaceholder } from "@/components/charts/chart-placeholder";
import { Segmented } from "@/components/charts/segmented";
import { DataTable } from "@/components/data-table/data-table";
import { formatMonth } from "@/lib/presentation/format-date";
import { formatAmount, formatNumber } from "@/lib/presentation/format-number";
import type { ProductView } from "@/lib/services/product-view";

const HEIGHT_PX = 220;
const LONGEST_SHORT_RANGE = 24;

// The drawing library comes after the page can be read.
const Plot = dynamic(() => import("./demand-plot").then((module) => module.DemandPlot), {
  ssr: false,
  loading: () => <ChartPlaceholder heightPx={HEIGHT_PX} />,
});

/** Is this product selling more or less? Units or orders per month. */
export function DemandChart({ monthly, isOwn }: { monthly: ProductView["monthly"]; isOwn: boolean }) {
  const t = useTranslations();
  const locale = useLocale();
  const [measure, setMeasure] = useState<"units" | "orders">("units");
  const [range, setRange] = useState<"short" | "all">(monthly.length > LONGEST_SHORT_RANGE ? "short" : "all");
  const points = range === "short" ? monthly.slice(-LONGEST_SHORT_RANGE) : monthly;
  const title = t(isOwn ? "products.demand.titleOwn" : "products.demand.title");
  const busiest = points.reduce((most, point) => (point.units >= most.units ? point : most), points[0]);
  return (
    <ChartPanel
      title={title}
      isEmpty={monthly.length === 0}
      empty={t("products.demand.none")}
      summary={
        busiest
          ? t("products.demand.summary", {
              units: points.reduce((sum, point) => sum + point.units, 0),
              orders: points.reduce((sum, point) => sum + point.orders, 0),
              months: points.length,
              busiest: formatMonth(busiest.month, locale),
              busiestUnits: busiest.units,
            })
          : null
      }
      controls={
        <>
          <Segmented
            label={t("charts.measure")}
            value={measure}
            onChange={setMeasure}
            options={[
              { value: "units", label: t("products.demand.units") },
              { value: "orders", label: t("charts.orders") },
            ]}
          />
          {monthly.length > LONGEST_SHORT_RANGE ? (
            <Segmented
              label={t("charts.range")}
              value={range}
              onChange={setRange}
              options={[
                { value: "short", label: t("charts.months", { count: LONGEST_SHORT_RANGE }) },
                { value: "all", label: t("charts.all") },
              ]}
            />
          ) : null}
        </>
      }
      chart={<Plot points={points} measure={measure} heightPx={HEIGHT_PX} />}
      table={
        <DataTable
          caption={title}
          rows={[...points].reverse()}
          rowKey={(point) => point.month}
          columns={[
            { key: "month", header: t("charts.month"), cell: (point) => formatMonth(point.month, locale) },
            {
              key: "units",
              header: t("products.demand.units"),
              numeric: true,
              cell: (point) => formatNumber(point.units, locale, 1),
            },
            {
              key: "orders",
              header: t("charts.orders"),
              numeric: true,
              cell: (point) => formatNumber(point.orders, locale),
            },
            {
              key: "value",
              header: t("charts.value"),
              numeric: true,
              cell: (point) => formatAmount(point.value, locale),
            },
          ]}
        />
      }
    />
  );
}
