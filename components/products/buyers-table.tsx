"use client";

import { Phone } from "lucide-react";
import Link from "next/link";
import { useLocale, useTranslations } from "use-intl";
import { type Column, DataTable } from "@/components/data-table/data-table";
import { OutcomeLine } from "@/components/outcomes/outcome-line";
import { Likelihood } from "@/components/recommendations/likelihood";
import { ReasonChip } from "@/components/recommendations/reason-chip";
import { useCatalogue } from "@/components/recommendations/use-catalogue";
import { formatDate } from "@/lib/presentation/format-date";
import { formatAmount, formatNumber, GAP } from "@/lib/presentation/format-number";
import { type ListQuery, listHref } from "@/lib/presentation/list-href";
import { wordRhythm } from "@/lib/presentation/reasons/word-rhythm";
import type { BuyerListOptions, BuyerSortKey, ProductBuyerRow } from "@/lib/services/product-view";

interface BuyersTableProps {
  productId: string;
  rows: ProductBuyerRow[];
  path: string;
  query: ListQuery;
  sorted: BuyerListOptions["sort"];
  showOwner: boolean;
}

/** Text ascends at the first click, figures descend. */
/** Long words of a head stand in two lines where the columns are close. */
const HEAD = "max-[86rem]:[&:is(th)]:whitespace-normal";

const FIRST: Partial<Record<BuyerSortKey, "asc">> = { customerName: "asc", ownerName: "asc" };

/** Who buys the product, and where each stands with it. A row leads to the product's line on the agreement page. */
export function BuyersTable({ productId, rows, path, query, sorted, showOwner }: BuyersTableProps) {
  const t = useTranslations("products.call");
  const tCommon = useTranslations("common");
  const tSort = useTranslations("customers");
  const words = useCatalogue();
  const locale = useLocale();
  const sort = (key: BuyerSortKey) => {
    const direction = sorted.key !== key ? null : sorted.descending ? ("desc" as const) : ("asc" as const);
    const next = direction === null ? (FIRST[key] ?? "desc") : direction === "asc" ? "desc" : "asc";
    return { href: listHref(path, query, { sort: next === "desc" ? `-${key}` : key }), direction };
  };
  const columns: Column<ProductBuyerRow>[] = [
    {
      key: "customerName",
      header: t("columns.customerName"),
      sort: sort("customerName"),
      phone: "title",
      className: "sm:min-w-44",
      cell: (row) => (
        <>
          <Link
            href={`/customers/${encodeURIComponent(row.customerId)}/agreements/${encodeURIComponent(row.agreementId)}#p-${encodeURIComponent(productId)}`}
            data-row-link
            className="inline-flex min-h-6 items-center font-medium text-ink outline-none after:absolute after:inset-0"
          >
            {row.customerName}
          </Link>
          <span className="flex flex-wrap gap-x-3 text-xs text-ink-3">
            {row.phone ? (
              <a
                href={`tel:${row.phone.replaceAll(/[^+\d]/g, "")}`}
                aria-label={t("phone", { phone: row.phone })}
                className="num relative z-10 inline-flex min-h-6 items-center gap-1 text-accent hover:underline"
              >
                <Phone aria-hidden className="size-3" />
                {row.phone}
              </a>
            ) : null}
            {row.region ? <span className="leading-6">{row.region}</span> : null}
            {row.agreementName ? (
              <span className="leading-6">{t("under", { agreement: row.agreementName })}</span>
            ) : null}
          </span>
        </>
      ),
    },
    ...(showOwner
      ? [
          {
            key: "ownerName",
            header: t("columns.ownerName"),
            sort: sort("ownerName"),
            className: "sm:max-xl:hidden",
            phone: "full" as const,
            cell: (row: ProductBuyerRow) => (
              <span className="whitespace-nowrap">{row.ownerName ?? tCommon("unassigned")}</span>
            ),
          },
        ]
      : []),
    {
      key: "rhythm",
      header: t("columns.rhythm"),
      phone: "full",
      className: "sm:min-w-52",
      cell: (row) => (
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-ink-2">
          <ReasonChip reasonKey={row.rhythm.state === "once" ? "bought_once" : row.rhythm.state} />
          <span>{wordRhythm(words, row.rhythm)}</span>
          {row.outcome ? <OutcomeLine outcome={row.outcome} /> : null}
        </span>
      ),
    },
    {
      key: "daysOverdue",
      header: t("columns.daysOverdue"),
      sort: sort("daysOverdue"),
      className: `sm:max-xl:hidden ${HEAD}`,
      numeric: true,
      phone: "hide",
      cell: (row) =>
        row.daysOverdue === null || row.daysOverdue <= 0 ? (
          <span className="text-ink-3">{GAP}</span>
        ) : (
          formatNumber(row.daysOverdue, locale)
        ),
    },
    {
      key: "lastOrderAt",
      header: t("columns.lastOrderAt"),
      sort: sort("lastOrderAt"),
      // The rhythm says it in days: beside an owner the date needs a wider screen.
      className: showOwner ? "sm:max-[86rem]:hidden" : "sm:max-lg:hidden",
      numeric: true,
      phone: "hide",
      cell: (row) => <span className="whitespace-nowrap">{formatDate(row.lastOrderAt, locale)}</span>,
    },
    {
      key: "suggestedQuantity",
      header: t("columns.suggestedQuantity"),
      sort: sort("suggestedQuantity"),
      className: HEAD,
      numeric: true,
      cell: (row) => formatNumber(row.suggestedQuantity, locale, 2),
    },
    {
      key: "probability",
      header: t("columns.probability"),
      sort: sort("probability"),
      className: `whitespace-nowrap ${HEAD}`,
      phone: "wide",
      cell: (row) => <Likelihood probability={{ value: row.probability, basis: "hazard" }} />,
    },
    {
      key: "expectedValue",
      header: t("columns.expectedValue"),
      sort: sort("expectedValue"),
      className: HEAD,
      numeric: true,
      phone: "value",
      cell: (row) => (
        <span className={row.expectedValue > 0 ? "font-semibold" : "text-ink-3"}>
          {formatAmount(row.expectedValue, locale)}
        </span>
      ),
    },
  ];
  return (
    <DataTable
      caption={t("title")}
      columns={columns}
      rows={rows}
      rowKey={(row) => `${row.customerId}|${row.agreementId}`}
      hasRowLinks
      sortLabels={{ asc: tSort("sortedAscending"), desc: tSort("sortedDescending") }}
    />
  );
}
