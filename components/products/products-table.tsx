"use client";

import Link from "next/link";
import { useLocale, useTranslations } from "use-intl";
import { type Column, DataTable } from "@/components/data-table/data-table";
import { productName } from "@/components/recommendations/product-name";
import { Badge } from "@/components/ui/badge";
import { formatNumber, GAP } from "@/lib/presentation/format-number";
import { type ListQuery, listHref } from "@/lib/presentation/list-href";
import type { ProductListOptions, ProductRow, ProductSortKey } from "@/lib/services/product-view";
import { productPageHref } from "./product-link";

interface ProductsTableProps {
  rows: ProductRow[];
  path: string;
  query: ListQuery;
  sorted: ProductListOptions["sort"];
  hasStock: boolean;
}

const FIRST: Partial<Record<ProductSortKey, "asc">> = { code: "asc", name: "asc" };

export function ProductsTable({ rows, path, query, sorted, hasStock }: ProductsTableProps) {
  const t = useTranslations("products");
  const tSort = useTranslations("customers");
  const locale = useLocale();
  const sort = (key: ProductSortKey) => {
    const direction = sorted?.key !== key ? null : sorted.descending ? ("desc" as const) : ("asc" as const);
    const next = direction === null ? (FIRST[key] ?? "desc") : direction === "asc" ? "desc" : "asc";
    return { href: listHref(path, query, { sort: next === "desc" ? `-${key}` : key }), direction };
  };
  const figure = (value: number) => (
    <span className={value === 0 ? "text-ink-3" : undefined}>{formatNumber(value, locale)}</span>
  );
  const columns: Column<ProductRow>[] = [
    {
      key: "code",
      header: t("columns.code"),
      sort: sort("code"),
      phone: "title",
      className: "sm:min-w-32",
      cell: (row) => (
        <Link
          href={productPageHref(row.productId)}
          prefetch={false}
          data-row-link
          className="num font-semibold whitespace-nowrap text-ink outline-none after:absolute after:inset-0"
        >
          {row.code || row.productId}
        </Link>
      ),
    },
    {
      key: "name",
      header: t("columns.name"),
      sort: sort("name"),
      phone: "full",
      className: "sm:w-[34%]",
      cell: (row) => {
        const { first, second } = productName(row, locale);
        return (
          <>
            <span className="block">{first}</span>
            {second ? <span className="block text-xs text-ink-3 sm:compact:hidden">{second}</span> : null}
          </>
        );
      },
    },
    {
      key: "oeNumber",
      header: t("columns.oeNumber"),
      className: "sm:max-lg:hidden",
      phone: "hide",
      cell: (row) => <span className="num whitespace-nowrap text-ink-2">{row.oeNumber ?? GAP}</span>,
    },
    ...(hasStock
      ? [
          {
            key: "stock",
            header: t("columns.stock"),
            numeric: true,
            cell: (row: ProductRow) => figure(row.stock ?? 0),
          },
        ]
      : []),
    {
      key: "dueCustomers",
      header: t("columns.dueCustomers"),
      sort: sort("dueCustomers"),
      numeric: true,
      cell: (row) => figure(row.dueCustomers),
    },
    {
      key: "overdueCustomers",
      header: t("columns.overdueCustomers"),
      sort: sort("overdueCustomers"),
      className: "sm:max-lg:hidden",
      numeric: true,
      cell: (row) =>
        row.overdueCustomers > 0 ? (
          <Badge tone="danger">{formatNumber(row.overdueCustomers, locale)}</Badge>
        ) : (
          figure(0)
        ),
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
      columns={columns}
      rows={rows}
      rowKey={(row) => row.productId}
      hasRowLinks
      sortLabels={{ asc: tSort("sortedAscending"), desc: tSort("sortedDescending") }}
    />
  );
}
