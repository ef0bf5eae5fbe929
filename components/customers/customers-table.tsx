"use client";

import Link from "next/link";
import { useLocale, useTranslations } from "use-intl";
import { type Column, DataTable } from "@/components/data-table/data-table";
import { Badge } from "@/components/ui/badge";
import { formatDate } from "@/lib/presentation/format-date";
import { formatNumber, GAP } from "@/lib/presentation/format-number";
import { type ListQuery, listHref } from "@/lib/presentation/list-href";
import type { CustomerListOptions, CustomerRow } from "@/lib/services/customer-list-view";
import { nextSort, type SortKey, sortDirection } from "./customer-sort";
import { SegmentBadge } from "./segment-badge";

interface CustomersTableProps {
  rows: CustomerRow[];
  query: ListQuery;
  sorted: CustomerListOptions["sort"];
  path: string;
  /** Reps see their own customers: a column that says so on every row is noise. */
  showOwner: boolean;
  /** As the reader chose them; null = the usual ones, fewer on a narrow screen. */
  chosen: CustomerListOptions["columns"];
}

export function CustomersTable({ rows, query, sorted, path, showOwner, chosen }: CustomersTableProps) {
  const t = useTranslations("customers");
  const tCommon = useTranslations("common");
  const locale = useLocale();
  const sort = (key: SortKey) => ({
    href: listHref(path, query, { sort: nextSort(sorted, key) }),
    direction: sortDirection(sorted, key),
  });
  const figure = (value: number) => (
    <span className={value === 0 ? "text-ink-3" : undefined}>{formatNumber(value, locale)}</span>
  );
  const columns: Column<CustomerRow>[] = [
    {
      key: "name",
      header: t("columns.name"),
      sort: sort("name"),
      phone: "title",
      className: "w-[26%] sm:min-w-40",
      cell: (row) => (
        <>
          <Link
            href={listHref(`${path}/${encodeURIComponent(row.customerId)}`, query, { page: query.page ?? null })}
            data-row-link
            className="font-medium text-ink outline-none after:absolute after:inset-0"
          >
            {row.name}
          </Link>
          {row.taxId ? (
            <span className="num block text-xs text-ink-3 sm:compact:hidden">{t("taxId", { taxId: row.taxId })}</span>
          ) : null}
        </>
      ),
    },
    {
      key: "segment",
      header: t("columns.segment"),
      sort: sort("segment"),
      phone: "bare",
      cell: (row) => <SegmentBadge segment={row.segment} />,
    },
    {
      key: "region",
      header: t("columns.region"),
      sort: sort("region"),
      className: "sm:max-[86rem]:hidden",
      phone: "tail",
      cell: (row) => row.region ?? <span className="text-ink-3">{GAP}</span>,
    },
    ...(showOwner
      ? [
          {
            key: "ownerName",
            header: t("columns.ownerName"),
            sort: sort("ownerName"),
            className: "sm:max-xl:hidden",
            phone: "full" as const,
            cell: (row: CustomerRow) =>
              row.ownerName ? (
                <span className="whitespace-nowrap">{row.ownerName}</span>
              ) : (
                <span className="whitespace-nowrap text-ink-3">{tCommon("unassigned")}</span>
              ),
          },
        ]
      : []),
    {
      key: "agreements",
      header: t("columns.agreements"),
      sort: sort("agreements"),
      className: "max-[86rem]:hidden",
      numeric: true,
      phone: "hide",
      cell: (row) => figure(row.agreements),
    },
    {
      key: "orders",
      header: t("columns.orders"),
      sort: sort("orders"),
      className: "max-xl:hidden",
      numeric: true,
      phone: "hide",
      cell: (row) => figure(row.orders),
    },
    {
      key: "lastOrderAt",
      header: t("columns.lastOrderAt"),
      sort: sort("lastOrderAt"),
      className: "sm:max-lg:hidden",
      numeric: true,
      cell: (row) => <span className="whitespace-nowrap">{formatDate(row.lastOrderAt, locale)}</span>,
    },
    {
      key: "dueCount",
      header: t("columns.dueCount"),
      sort: sort("dueCount"),
      className: "sm:max-xl:hidden",
      numeric: true,
      cell: (row) => figure(row.dueCount),
    },
    {
      key: "overdueCount",
      header: t("columns.overdueCount"),
      sort: sort("overdueCount"),
      numeric: true,
      cell: (row) =>
        row.overdueCount > 0 ? <Badge tone="danger">{formatNumber(row.overdueCount, locale)}</Badge> : figure(0),
    },
    {
      key: "expectedValue",
      header: t("columns.expectedValue"),
      sort: sort("expectedValue"),
      numeric: true,
      phone: "value",
      cell: (row) => (
        <span className={row.expectedValue > 0 ? "font-semibold" : "text-ink-3"}>
          {formatNumber(row.expectedValue, locale)}
        </span>
      ),
    },
  ];
  return (
    <DataTable
      caption={t("title")}
      columns={chosen === null ? columns : chosenColumns(columns, chosen)}
      rows={rows}
      rowKey={(row) => row.customerId}
      hasRowLinks
      sortLabels={{ asc: t("sortedAscending"), desc: t("sortedDescending") }}
    />
  );
}

/** The name and then what was chosen, in that order, at every width: nobody asks for a column to see it hidden. */
function chosenColumns(columns: Column<CustomerRow>[], chosen: readonly string[]): Column<CustomerRow>[] {
  const [name, ...others] = columns;
  const shown = chosen.flatMap((key) => others.find((column) => column.key === key) ?? []);
  return [
    name,
    ...shown.map((column) => ({
      ...column,
      className: undefined,
      phone: column.phone === "hide" ? undefined : column.phone,
    })),
  ];
}
