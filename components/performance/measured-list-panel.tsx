"use client";

import { Check, X } from "lucide-react";
import Link from "next/link";
import { useLocale, useTranslations } from "use-intl";
import { type Column, DataTable } from "@/components/data-table/data-table";
import { productName } from "@/components/recommendations/product-name";
import { Badge } from "@/components/ui/badge";
import { Card, CardHeader } from "@/components/ui/card";
import { formatAmount, formatNumber } from "@/lib/presentation/format-number";
import type { BoughtProduct, MeasuredList, MissProduct } from "@/lib/services/performance-drill-view";

interface MeasuredListPanelProps {
  list: MeasuredList;
  k: number;
  /** Length of the list that was kept. */
  kept: number;
  customerId: string;
  /** Instant at which the list was made: its agreement page can be opened as of then. */
  cutoff: string;
}

/** One list against what was ordered after it: hits, misses with their rank, and what was listed in vain. */
export function MeasuredListPanel({ list, k, kept, customerId, cutoff }: MeasuredListPanelProps) {
  const t = useTranslations("performance.misses");
  const locale = useLocale();
  const { agreementId, agreementName, hits, bought, notBought } = list;
  const path = `/customers/${encodeURIComponent(customerId)}/agreements/${encodeURIComponent(agreementId)}`;
  const columns: Column<MissProduct>[] = [
    {
      key: "product",
      header: t("columns.product"),
      phone: "title",
      cell: (row) => (
        <span className="block min-w-0">
          <span className="num font-medium">{row.code}</span>{" "}
          <span className="text-ink-2">{productName(row, locale).first}</span>
        </span>
      ),
    },
    {
      key: "kind",
      header: t("columns.kind"),
      phone: "wide",
      cell: (row) => <span className="whitespace-nowrap text-ink-2">{t(row.isRepeat ? "repeat" : "explore")}</span>,
    },
    {
      key: "rank",
      header: t("columns.rank"),
      numeric: true,
      cell: (row) =>
        row.rank === null ? (
          <span className="whitespace-nowrap text-ink-3">{t("beyond", { kept })}</span>
        ) : (
          formatNumber(row.rank, locale)
        ),
    },
  ];
  const boughtColumns: Column<BoughtProduct>[] = [
    {
      key: "result",
      header: t("columns.result"),
      phone: "value",
      cell: (row) => (
        <Badge tone={row.isHit ? "ok" : "warn"}>
          {row.isHit ? <Check aria-hidden /> : <X aria-hidden />}
          {t(row.isHit ? "hit" : "missed")}
        </Badge>
      ),
    },
    ...(columns as Column<BoughtProduct>[]),
    { key: "value", header: t("columns.value"), numeric: true, cell: (row) => formatAmount(row.value, locale) },
  ];
  return (
    <Card className="overflow-clip">
      <CardHeader
        title={
          <Link className="hover:text-accent hover:underline" href={`${path}?${new URLSearchParams({ asOf: cutoff })}`}>
            {t("agreement", { name: agreementName || agreementId })}
          </Link>
        }
        description={t("summary", { hits, bought: bought.length, k })}
      />
      <DataTable caption={t("bought")} columns={boughtColumns} rows={bought} rowKey={(row) => row.productId} />
      {notBought.length > 0 ? (
        <details className="border-t border-line">
          <summary className="cursor-pointer px-(--panel-p) py-3 text-sm font-medium text-ink-2 hover:text-ink">
            {t("notBought", { count: notBought.length })}
          </summary>
          <DataTable
            caption={t("notBought", { count: notBought.length })}
            columns={columns}
            rows={notBought}
            rowKey={(row) => row.productId}
          />
        </details>
      ) : null}
    </Card>
  );
}
