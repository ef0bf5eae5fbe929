"use client";

import { useLocale, useTranslations } from "use-intl";
import { MonthBars } from "@/components/charts/month-bars";
import { monthTick } from "@/components/charts/month-tick";
import { formatMonth } from "@/lib/presentation/format-date";
import { formatNumber } from "@/lib/presentation/format-number";
import type { ProductView } from "@/lib/services/product-view";

interface DemandPlotProps {
  points: readonly ProductView["monthly"][number][];
  measure: "units" | "orders";
  heightPx: number;
}

export function DemandPlot({ points, measure, heightPx }: DemandPlotProps) {
  const t = useTranslations();
  const locale = useLocale();
  return (
    <MonthBars
      points={points}
      monthOf={({ month }) => month}
      tickOf={(month) => monthTick(month, locale)}
      label={t(measure === "units" ? "products.demand.label" : "products.demand.labelOrders")}
      heightPx={heightPx}
      bars={[{ key: measure, pick: (point) => point[measure], color: "var(--chart-1)" }]}
      noteOf={({ month, units, orders }) => ({
        title: formatMonth(month, locale),
        lines: [
          [t("products.demand.units"), formatNumber(units, locale, 1)],
          [t("charts.orders"), formatNumber(orders, locale)],
        ],
      })}
    />
  );
}
