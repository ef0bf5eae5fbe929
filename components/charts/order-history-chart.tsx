"use client";

import dynamic from "next/dynamic";
import { useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { DataTable } from "@/components/data-table/data-table";
import { formatMonth } from "@/lib/presentation/format-date";
import { formatAmount, formatMoney, formatNumber } from "@/lib/presentation/format-number";
import { type MonthPoint, type OrderHistory, prepareOrderHistory } from "@/lib/presentation/prepare-order-history";
import { ChartPanel } from "./chart-panel";
import { ChartPlaceholder } from "./chart-placeholder";
import { Segmented } from "./segmented";

const HEIGHT_PX = 220;

// The drawing library is a third of the page's code: it comes after the page can be read.
const Plot = dynamic(() => import("./order-history-plot").then((module) => module.OrderHistoryPlot), {
  ssr: false,
  loading: () => <ChartPlaceholder heightPx={HEIGHT_PX} />,
});

/** Is this customer buying more or less? Orders or value per month. */
export function OrderHistoryChart({ title, monthly }: { title: string; monthly: readonly MonthPoint[] }) {
  const t = useTranslations("charts");
  const locale = useLocale();
  const ranges = [12, 24].filter((months) => months < monthly.length);
  const [range, setRange] = useState(() => firstRange(monthly, ranges));
  const [measure, setMeasure] = useState<"orders" | "value">("orders");
  const history = prepareOrderHistory(monthly, range === "all" ? null : Number(range));
  return (
    <ChartPanel
      title={title}
      summary={<Summary history={history} />}
      isEmpty={monthly.every((point) => point.orders === 0)}
      empty={t("noOrders")}
      controls={
        <>
          {history.hasValues ? (
            <Segmented
              label={t("measure")}
              value={measure}
              onChange={setMeasure}
              options={[
                { value: "orders", label: t("orders") },
                { value: "value", label: t("value") },
              ]}
            />
          ) : null}
          {ranges.length > 0 ? (
            <Segmented
              label={t("range")}
              value={range}
              onChange={setRange}
              options={[
                ...ranges.map((months) => ({ value: String(months), label: t("months", { count: months }) })),
                { value: "all", label: t("all") },
              ]}
            />
          ) : null}
        </>
      }
      chart={<Plot points={history.points} measure={history.hasValues ? measure : "orders"} heightPx={HEIGHT_PX} />}
      table={
        <DataTable
          caption={title}
          rows={[...history.points].reverse()}
          rowKey={(point) => point.month}
          columns={[
            {
              key: "month",
              header: t("month"),
              cell: (point) => formatMonth(point.month, locale),
            },
            { key: "orders", header: t("orders"), numeric: true, cell: (point) => formatNumber(point.orders, locale) },
            { key: "value", header: t("value"), numeric: true, cell: (point) => formatAmount(point.value, locale) },
          ]}
        />
      }
    />
  );
}

/** The widest of the short ranges, unless the customer bought nothing in it: then all there is. */
function firstRange(monthly: readonly MonthPoint[], ranges: readonly number[]): string {
  const widest = ranges.at(-1);
  return widest !== undefined && monthly.slice(-widest).some(({ orders }) => orders > 0) ? String(widest) : "all";
}

function Summary({ history }: { history: OrderHistory }) {
  const t = useTranslations("charts");
  const locale = useLocale();
  if (history.busiest === null) return t("noOrders");
  const sentences = [
    t("history.summary", {
      total: history.totalOrders,
      active: history.monthsWithOrders,
      months: history.points.length,
      busiest: formatMonth(history.busiest.month, locale),
      busiestOrders: history.busiest.orders,
    }),
  ];
  if (history.hasValues) sentences.push(t("history.value", { value: formatMoney(history.totalValue, locale) }));
  if (history.recentQuarter) {
    const { orders: recent, before } = history.recentQuarter;
    const trend = recent > before ? "up" : recent < before ? "down" : "same";
    sentences.push(t(`history.${trend}`, { recent, before }));
  }
  return sentences.join(" ");
}
