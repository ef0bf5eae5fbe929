"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { type ReactNode, useTransition } from "react";
import { useLocale, useTranslations } from "use-intl";
import { Segmented } from "@/components/charts/segmented";
import { SegmentBadge } from "@/components/customers/segment-badge";
import { DataTable } from "@/components/data-table/data-table";
import { Card, CardHeader } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import { formatDate } from "@/lib/presentation/format-date";
import { formatNumber, GAP } from "@/lib/presentation/format-number";
import { type ListQuery, listHref } from "@/lib/presentation/list-href";
import type { CoverageCustomer, CoverageGap, CoverageView } from "@/lib/services/coverage-view";
import { CoverageCsvLink } from "./csv-link";

const GAPS = ["never", "unassigned", "lapsed"] as const satisfies readonly CoverageGap[];

interface GapsPanelProps {
  view: Pick<CoverageView, "gaps" | "list" | "options" | "lapsedDays" | "isWhole">;
  path: string;
  query: ListQuery;
  exportHref: string;
  /** Links to the other pages of the list. */
  pages: ReactNode;
}

/** Customers that were left out, by the way in which they were. */
export function GapsPanel({ view, path, query, exportHref, pages }: GapsPanelProps) {
  const t = useTranslations("coverage.gaps");
  const tPage = useTranslations("coverage");
  const locale = useLocale();
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  const { gaps, list, options, isWhole } = view;
  const { show } = options;
  const title = t(isWhole ? "title" : "titleOwn");
  // A rep whose scope holds own customers only has no unassigned ones to be asked about.
  const offered = GAPS.filter((gap) => isWhole || gap !== "unassigned" || gaps.unassigned > 0);
  return (
    <Card className="overflow-clip" aria-label={title}>
      <CardHeader
        title={title}
        description={t(`leads.${show}`, { days: view.lapsedDays })}
        actions={
          <>
            <Segmented
              label={t("choose")}
              value={show}
              onChange={(value) =>
                startTransition(() => router.push(listHref(path, query, { show: value }), { scroll: false }))
              }
              options={offered.map((value) => ({
                value,
                label: `${t(`kinds.${value}`)} · ${formatNumber(gaps[value], locale)}`,
              }))}
            />
            {list.total > 0 ? <CoverageCsvLink href={exportHref} title={title} /> : null}
          </>
        }
      />
      <div className={cn("transition-opacity", isPending && "opacity-60")} aria-busy={isPending}>
        {list.rows.length === 0 ? (
          <p className="border-t border-line px-(--panel-p) py-6 text-sm text-ink-2">{t(`empty.${show}`)}</p>
        ) : (
          <DataTable<CoverageCustomer>
            caption={title}
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
              {
                key: "segment",
                header: t("columns.segment"),
                phone: "bare",
                cell: (row) => <SegmentBadge segment={row.segment} />,
              },
              {
                key: "rep",
                header: t("columns.rep"),
                className: "sm:max-lg:hidden",
                phone: "full",
                cell: (row) =>
                  row.ownerName ?? <span className="whitespace-nowrap text-ink-3">{tPage("unassigned")}</span>,
              },
              {
                key: "region",
                header: t("columns.region"),
                className: "max-xl:hidden",
                phone: "hide",
                cell: (row) => row.region ?? GAP,
              },
              {
                key: "lastOrder",
                header: t("columns.lastOrder"),
                numeric: true,
                cell: (row) => <span className="whitespace-nowrap">{formatDate(row.lastOrderAt, locale)}</span>,
              },
              {
                key: "lastContact",
                header: t("columns.lastContact"),
                numeric: true,
                className: "sm:max-lg:hidden",
                cell: (row) => <span className="whitespace-nowrap">{formatDate(row.lastContactAt, locale)}</span>,
              },
              {
                key: "due",
                header: t("columns.due"),
                numeric: true,
                phone: "hide",
                cell: (row) => formatNumber(row.dueCount, locale),
              },
              {
                key: "expectedValue",
                header: t("columns.expectedValue"),
                numeric: true,
                phone: "value",
                cell: (row) => (
                  <span className={row.expectedValue > 0 ? "font-semibold" : "text-ink-3"}>
                    {formatNumber(row.expectedValue, locale)}
                  </span>
                ),
              },
            ]}
          />
        )}
        {pages}
      </div>
    </Card>
  );
}
