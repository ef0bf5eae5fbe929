"use client";

import { ArrowRight } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "use-intl";
import { SegmentBadge } from "@/components/customers/segment-badge";
import { DataTable } from "@/components/data-table/data-table";
import { Button } from "@/components/ui/button";
import { formatDate } from "@/lib/presentation/format-date";
import { formatNumber } from "@/lib/presentation/format-number";
import { type ListQuery, listHref } from "@/lib/presentation/list-href";
import type { MovedCustomer, SegmentsView } from "@/lib/services/segments-view";
import { SegmentsCsvLink } from "./segments-csv-link";

interface MovedCustomersProps {
  view: Pick<SegmentsView, "list" | "options">;
  path: string;
  query: ListQuery;
  exportHref: string;
  pages: ReactNode;
}

/** The customers behind a figure of the movement. */
export function MovedCustomers({ view, path, query, exportHref, pages }: MovedCustomersProps) {
  const t = useTranslations("segmentsPage.moved");
  const tSegments = useTranslations("segments");
  const locale = useLocale();
  const { list, options } = view;
  const { from, to } = options;
  const narrowed =
    from !== null && to !== null
      ? t("narrowed", { from: tSegments(from), to: tSegments(to) })
      : from !== null
        ? t("narrowedFrom", { from: tSegments(from) })
        : to !== null
          ? t("narrowedTo", { to: tSegments(to) })
          : t("all");
  return (
    <section aria-label={t("title")} className="border-t border-line">
      <header className="flex flex-wrap items-center justify-between gap-2 px-(--panel-p) py-3">
        <div>
          <h3 className="text-base">{t("title")}</h3>
          <p className="text-sm text-ink-2">{narrowed}</p>
        </div>
        <div className="flex items-center gap-2">
          {from === null && to === null ? null : (
            <Button asChild size="sm">
              <Link scroll={false} href={listHref(path, query, { from: null, to: null })}>
                {t("showAll")}
              </Link>
            </Button>
          )}
          {list.total > 0 ? <SegmentsCsvLink href={exportHref} title={t("title")} /> : null}
        </div>
      </header>
      {list.rows.length === 0 ? (
        <p className="px-(--panel-p) pb-6 text-sm text-ink-2">{t("empty")}</p>
      ) : (
        <DataTable<MovedCustomer>
          caption={t("title")}
          rows={list.rows}
          rowKey={(row) => row.customerId}
          hasRowLinks
          columns={[
            {
              key: "name",
              header: t("columns.name"),
              phone: "title",
              cell: (row) => (
                <Link
                  data-row-link
                  className="font-medium hover:text-accent hover:underline"
                  href={`/customers/${encodeURIComponent(row.customerId)}`}
                >
                  {row.name}
                </Link>
              ),
            },
            { key: "from", header: t("columns.from"), cell: (row) => <SegmentBadge segment={row.from} /> },
            {
              key: "to",
              header: t("columns.to"),
              cell: (row) => (
                <span className="inline-flex items-center gap-2">
                  <ArrowRight aria-hidden className="size-3.5 text-ink-3" />
                  <SegmentBadge segment={row.to} />
                </span>
              ),
            },
            {
              key: "rep",
              header: t("columns.rep"),
              className: "sm:max-lg:hidden",
              phone: "full",
              cell: (row) => row.ownerName ?? <span className="text-ink-3">{t("unassigned")}</span>,
            },
            {
              key: "lastOrder",
              header: t("columns.lastOrder"),
              numeric: true,
              phone: "hide",
              cell: (row) => <span className="whitespace-nowrap">{formatDate(row.lastOrderAt, locale)}</span>,
            },
            {
              key: "value",
              header: t("columns.value"),
              numeric: true,
              phone: "value",
              cell: (row) => formatNumber(row.value, locale),
            },
          ]}
        />
      )}
      {pages}
    </section>
  );
}
