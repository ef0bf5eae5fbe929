"use client";

import Link from "next/link";
import { useLocale, useTranslations } from "use-intl";
import { DataTable } from "@/components/data-table/data-table";
import { Badge } from "@/components/ui/badge";
import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { formatDate } from "@/lib/presentation/format-date";
import { formatAmount, formatNumber } from "@/lib/presentation/format-number";
import type { AgreementSummary } from "@/lib/services/agreement-view";

/** A customer's agreements: each leads to its pitch list. */
export function AgreementsTable({ customerId, agreements }: { customerId: string; agreements: AgreementSummary[] }) {
  const t = useTranslations("customer.agreements");
  const tAgreement = useTranslations("agreement");
  const locale = useLocale();
  return (
    <Card className="min-w-0 overflow-clip">
      <CardHeader title={t("title")} description={agreements.length > 0 ? t("lead") : null} />
      {agreements.length === 0 ? (
        <EmptyState title={t("none")} className="pt-4">
          {t("noneBody")}
        </EmptyState>
      ) : (
        <DataTable
          caption={t("title")}
          rows={agreements}
          rowKey={(agreement) => agreement.agreementId}
          hasRowLinks
          columns={[
            {
              key: "name",
              header: t("name"),
              phone: "title",
              cell: (agreement) => (
                <span className="flex flex-wrap items-center gap-x-2">
                  <Link
                    href={`/customers/${encodeURIComponent(customerId)}/agreements/${encodeURIComponent(agreement.agreementId)}`}
                    data-row-link
                    className="font-semibold text-accent outline-none after:absolute after:inset-0 hover:underline"
                  >
                    {agreement.name || tAgreement("titleUnnamed", { id: agreement.agreementId })}
                  </Link>
                  {agreement.number ? <span className="num text-xs text-ink-3">{agreement.number}</span> : null}
                  {agreement.currency ? <span className="text-xs text-ink-3">{agreement.currency}</span> : null}
                  {agreement.isActive ? null : <Badge tone="warn">{tAgreement("inactive")}</Badge>}
                </span>
              ),
            },
            {
              key: "due",
              header: t("due"),
              numeric: true,
              cell: (agreement) => (
                <span className={agreement.dueCount > 0 ? "font-semibold" : "text-ink-3"}>
                  {formatNumber(agreement.dueCount, locale)}
                </span>
              ),
            },
            {
              key: "overdue",
              header: t("overdue"),
              numeric: true,
              cell: (agreement) => (
                <span className={agreement.overdueCount > 0 ? "font-semibold text-danger" : "text-ink-3"}>
                  {formatNumber(agreement.overdueCount, locale)}
                </span>
              ),
            },
            {
              key: "expected",
              header: t("expected"),
              numeric: true,
              cell: (agreement) => formatAmount(agreement.expectedValue, locale),
            },
            {
              key: "orders",
              header: t("orders"),
              numeric: true,
              cell: (agreement) => formatNumber(agreement.orders, locale),
            },
            {
              key: "products",
              header: t("products"),
              numeric: true,
              cell: (agreement) => formatNumber(agreement.products, locale),
            },
            {
              key: "lastOrder",
              header: t("lastOrder"),
              cell: (agreement) => <span className="num">{formatDate(agreement.lastOrderAt, locale)}</span>,
              className: "whitespace-nowrap",
            },
          ]}
        />
      )}
    </Card>
  );
}
