"use client";

import { useLocale, useTranslations } from "use-intl";
import { formatMonth } from "@/lib/presentation/format-date";
import { formatMoney, formatNumber } from "@/lib/presentation/format-number";
import type { MonthPoint } from "@/lib/presentation/prepare-order-history";
import { MonthBars } from "./month-bars";
import { monthTick } from "./month-tick";

interface OrderHistoryPlotProps {
  points: readonly MonthPoint[];
  measure: "orders" | "value";
  heightPx: number;
}

export function OrderHistoryPlot({ points, measure, heightPx }: OrderHistoryPlotProps) {
  const t = useTranslations("charts");
  const locale = useLocale();
  return (
    <MonthBars
      points={points}
      monthOf={({ month }) => month}
      tickOf={(month) => monthTick(month, locale)}
      label={measure === "orders" ? t("history.label") : t("history.labelValue")}
      heightPx={heightPx}
      bars={[{ key: measure, pick: (point) => point[measure], color: "var(--chart-1)" }]}
      noteOf={({ month, orders, value }) => ({
        title: formatMonth(month, locale),
        lines: [
          [t("orders"), formatNumber(orders, locale)],
          ...(value === null ? [] : [[t("value"), formatMoney(value, locale)] as const]),
        ],
      })}
    />
  );
}
