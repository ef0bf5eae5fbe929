"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { DataTable } from "@/components/data-table/data-table";
import { formatDate } from "@/lib/presentation/format-date";
import { formatNumber, GAP } from "@/lib/presentation/format-number";
import { prepareProductRhythm, type RhythmProduct } from "@/lib/presentation/prepare-product-rhythm";
import { ChartPanel } from "./chart-panel";
import { ChartPlaceholder } from "./chart-placeholder";
import { Segmented } from "./segmented";

const STRIP_PX = 24;
const AXES_PX = 56;
const MOST_STRIPS = 15;
const DAY_MS = 86_400_000;

const Plot = dynamic(() => import("./product-rhythm-plot").then((module) => module.ProductRhythmPlot), {
  ssr: false,
  loading: () => <ChartPlaceholder heightPx={STRIP_PX * 10 + AXES_PX} />,
});

interface ProductRhythmChartProps {
  title: string;
  products: readonly (RhythmProduct & { name: string })[];
  asOf: string;
}

/** When is each product bought, and when is it expected next? */
export function ProductRhythmChart({ title, products, asOf }: ProductRhythmChartProps) {
  const t = useTranslations("charts");
  const locale = useLocale();
  const [months, setMonths] = useState<"12" | "24">("12");
  const rhythm = prepareProductRhythm({ products, asOf, months: Number(months), limit: MOST_STRIPS });
  const nameOf = new Map(products.map((product) => [product.productId, product.name]));
  const expected = rhythm.strips.flatMap(({ expectedAtMs }) => (expectedAtMs === null ? [] : [expectedAtMs]));
  return (
    <ChartPanel
      title={title}
      isEmpty={products.every((product) => product.rhythm === null)}
      empty={t("rhythm.none")}
      summary={t("rhythm.summary", {
        products: rhythm.strips.length,
        past: expected.filter((atMs) => atMs <= rhythm.asOfMs).length,
        soon: expected.filter((atMs) => atMs > rhythm.asOfMs && atMs <= rhythm.asOfMs + 30 * DAY_MS).length,
        date: formatDate(asOf, locale),
      })}
      controls={
        <Segmented
          label={t("range")}
          value={months}
          onChange={setMonths}
          options={[
            { value: "12", label: t("months", { count: 12 }) },
            { value: "24", label: t("months", { count: 24 }) },
          ]}
        />
      }
      chart={
        <>
          <Legend />
          {rhythm.strips.length === 0 ? (
            <p className="px-3 py-8 text-center text-sm text-ink-2">{t("noOrders")}</p>
          ) : (
            <Plot rhythm={rhythm} heightPx={rhythm.strips.length * STRIP_PX + AXES_PX} />
          )}
        </>
      }
      table={
        <DataTable
          caption={title}
          rows={rhythm.strips}
          rowKey={(strip) => strip.productId}
          columns={[
            {
              key: "product",
              header: t("rhythm.product"),
              phone: "title",
              cell: (strip) => (
                <>
                  <span className="num font-medium">{strip.label}</span>{" "}
                  <span className="text-ink-2">{nameOf.get(strip.productId)}</span>
                </>
              ),
            },
            {
              key: "purchases",
              header: t("rhythm.purchases"),
              numeric: true,
              cell: (strip) => formatNumber(strip.purchases.length, locale),
            },
            {
              key: "every",
              header: t("rhythm.every"),
              numeric: true,
              cell: (strip) => formatNumber(strip.intervalDays, locale),
            },
            {
              key: "last",
              header: t("rhythm.last"),
              cell: (strip) => formatDate(new Date(strip.lastAtMs).toISOString(), locale),
            },
            {
              key: "next",
              header: t("rhythm.next"),
              cell: (strip) =>
                strip.expectedAtMs === null ? (
                  <>
                    <span aria-hidden>{GAP}</span>
                    <span className="sr-only">{t("rhythm.beyond")}</span>
                  </>
                ) : (
                  formatDate(new Date(strip.expectedAtMs).toISOString(), locale)
                ),
            },
          ]}
        />
      }
    />
  );
}

function Legend() {
  const t = useTranslations("charts.rhythm");
  return (
    <p className="mb-1 flex gap-4 px-3 text-xs text-ink-2" aria-hidden>
      <span className="inline-flex items-center gap-1.5">
        <svg viewBox="0 0 10 10" className="size-2.5" focusable="false" aria-hidden="true">
          <circle cx={5} cy={5} r={4} fill="var(--chart-1)" />
        </svg>
        {t("purchase")}
      </span>
      <span className="inline-flex items-center gap-1.5">
        <svg viewBox="0 0 14 14" className="size-3" focusable="false" aria-hidden="true">
          <path d="M7 1L13 7L7 13L1 7Z" fill="var(--surface)" stroke="var(--chart-2)" strokeWidth={2} />
        </svg>
        {t("expected")}
      </span>
    </p>
  );
}
