"use client";

import Link from "next/link";
import { useLocale, useTranslations } from "use-intl";
import { type Column, DataTable } from "@/components/data-table/data-table";
import { formatFixedPercent, formatNumber, GAP } from "@/lib/presentation/format-number";
import { type ListQuery, listHref } from "@/lib/presentation/list-href";
import type { GroupCustomerRow, GroupCustomerSort, GroupCustomersView } from "@/lib/services/performance-drill-view";

interface GroupCustomersTableProps {
  rows: readonly GroupCustomerRow[];
  path: string;
  query: ListQuery;
  sorted: GroupCustomersView["sort"];
}

/** Customers with what was listed and ordered; each leads to its own hits and misses. */
export function GroupCustomersTable({ rows, path, query, sorted }: GroupCustomersTableProps) {
  const t = useTranslations("performance.drill");
  const tList = useTranslations("customers");
  const tCommon = useTranslations("common");
  const locale = useLocale();
  const sort = (key: GroupCustomerSort): Column<GroupCustomerRow>["sort"] => {
    const isThis = sorted.key === key;
    const descending = isThis ? !sorted.descending : key !== "name";
    return {
      href: listHref(path, query, { sort: `${descending ? "-" : ""}${key}` }),
      direction: isThis ? (sorted.descending ? "desc" : "asc") : null,
    };
  };
  const count = (value: number) => formatNumber(value, locale);
  const share = (value: number) => formatFixedPercent(value, locale, 1);
  const { sort: _sort, page: _page, ...ofGroup } = query;
  return (
    <DataTable<GroupCustomerRow>
      caption={t("caption")}
      rows={rows}
      rowKey={(row) => row.customerId}
      hasRowLinks
      sortLabels={{ asc: tList("sortedAscending"), desc: tList("sortedDescending") }}
      columns={[
        {
          key: "name",
          header: t("columns.name"),
          sort: sort("name"),
          phone: "title",
          cell: (row) => (
            <Link
              data-row-link
              className="font-medium hover:text-accent hover:underline"
              href={listHref(`${path}/${encodeURIComponent(row.customerId)}`, ofGroup, {})}
            >
              {row.name}
            </Link>
          ),
        },
        {
          key: "rep",
          header: t("columns.rep"),
          className: "sm:max-lg:hidden",
          phone: "full",
          cell: (row) => row.ownerName ?? <span className="text-ink-3">{tCommon("unassigned")}</span>,
        },
        {
          key: "region",
          header: t("columns.region"),
          className: "max-xl:hidden",
          phone: "hide",
          cell: (row) => row.region ?? GAP,
        },
        {
          key: "windows",
          header: t("columns.windows"),
          numeric: true,
          phone: "hide",
          cell: (row) => count(row.windows),
        },
        {
          key: "bought",
          header: t("columns.bought"),
          sort: sort("bought"),
          numeric: true,
          cell: (row) => count(row.bought),
        },
        { key: "hits", header: t("columns.hits"), sort: sort("hits"), numeric: true, cell: (row) => count(row.hits) },
        {
          key: "missed",
          header: t("columns.missed"),
          sort: sort("missed"),
          numeric: true,
          cell: (row) => count(row.missed),
        },
        {
          key: "missedRepeat",
          header: t("columns.missedRepeat"),
          numeric: true,
          className: "sm:max-xl:hidden",
          phone: "hide",
          cell: (row) => count(row.missedRepeat),
        },
        {
          key: "precision",
          header: t("columns.precision"),
          sort: sort("precision"),
          numeric: true,
          phone: "value",
          cell: (row) => share(row.precision),
        },
        {
          key: "recall",
          header: t("columns.recall"),
          sort: sort("recall"),
          numeric: true,
          phone: "hide",
          cell: (row) => share(row.recall),
        },
      ]}
    />
  );
}
