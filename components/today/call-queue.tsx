"use client";

import Link from "next/link";
import { useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { SegmentBadge } from "@/components/customers/segment-badge";
import { OutcomeLine } from "@/components/outcomes/outcome-line";
import { daysBetween } from "@/lib/presentation/format-date";
import { formatEstimate, formatNumber } from "@/lib/presentation/format-number";
import { type ListQuery, listHref } from "@/lib/presentation/list-href";
import type { CatalogueTranslator } from "@/lib/presentation/reasons/catalogue-translator";
import { wordReason } from "@/lib/presentation/reasons/word-reason";
import type { QueueRow } from "@/lib/services/today-view";
import { type CallWrites, LogCall, type Logged } from "./log-call";

interface CallQueueProps {
  rows: QueueRow[];
  /** The filter of the queue: the customer's page walks within it. */
  query: ListQuery;
  /** Place of the first row in the whole queue. */
  firstPosition: number;
  asOf: string;
  showOwner: boolean;
  writes: CallWrites;
  refresh: () => void;
}

/** Who to call, in order: the reason in one line, what to open with, what it is worth. */
export function CallQueue({ rows, firstPosition, ...shared }: CallQueueProps) {
  return (
    <ol start={firstPosition}>
      {rows.map((row, index) => (
        <QueueItem key={row.customerId} row={row} position={firstPosition + index} {...shared} />
      ))}
    </ol>
  );
}

type QueueItemProps = Omit<CallQueueProps, "rows" | "firstPosition"> & { row: QueueRow; position: number };

function QueueItem({ row, query, position, asOf, showOwner, writes, refresh }: QueueItemProps) {
  const t = useTranslations();
  const locale = useLocale();
  const customerHref = `/customers/${encodeURIComponent(row.customerId)}`;
  const [logged, setLogged] = useState<Logged>(null);
  const idleDays = daysBetween(row.lastOrderAt, asOf);
  /** What was said about a product, in place of its reason: as kept, or as just chosen. */
  function saidNow({ outcome }: QueueRow["top"][number]) {
    if (outcome) return <OutcomeLine outcome={outcome} />;
    if (logged === null || logged.kind === "later") return null;
    return <span className="text-xs text-accent">{t(`outcomes.action.${logged.kind}`)}</span>;
  }
  return (
    <li
      data-row
      aria-busy={logged?.kind === "later"}
      className="relative grid aria-busy:opacity-50 grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-1.5 border-b border-line px-4 py-3.5 last:border-0 hover:bg-hover has-[[data-row-link]:focus-visible]:bg-accent-soft has-[[data-row-link]:focus-visible]:shadow-[inset_3px_0_0_var(--accent)] sm:grid-cols-[1.5rem_minmax(0,1fr)_auto] sm:px-5 lg:grid-cols-[1.5rem_minmax(0,16rem)_minmax(0,1fr)_10rem] compact:py-2"
    >
      <span aria-hidden className="num pt-0.5 text-sm text-ink-3 max-sm:hidden">
        {formatNumber(position, locale)}
      </span>
      <div className="min-w-0">
        <Link
          href={listHref(customerHref, query, { from: "today" })}
          data-row-link
          className="block truncate text-lg font-semibold tracking-tight outline-none after:absolute after:inset-0"
        >
          {row.name}
        </Link>
        <div className="flex flex-wrap items-center gap-x-3 text-xs text-ink-3">
          <SegmentBadge segment={row.segment} className="whitespace-nowrap text-xs text-ink-2" />
          {row.region ? <span>{row.region}</span> : null}
          {showOwner ? <span>{row.ownerName ?? t("common.unassigned")}</span> : null}
        </div>
      </div>
      <div className="text-end max-sm:flex max-sm:items-start max-sm:gap-3 lg:col-start-4 lg:row-start-1">
        <div>
          <p className="num text-lg font-semibold">
            {t("today.worth", { value: formatEstimate(row.expectedValue, locale) })}
          </p>
          {idleDays === null ? null : (
            <p className="num text-xs text-ink-3">{t("today.ordered", { days: Math.max(0, idleDays) })}</p>
          )}
        </div>
        <div className="sm:mt-1.5">
          <LogCall row={row} writes={writes} onLogged={setLogged} refresh={refresh} />
        </div>
      </div>
      <div className="col-span-full min-w-0 sm:col-span-2 sm:col-start-2 lg:col-span-1 lg:col-start-3 lg:row-start-1">
        <p className="flex flex-wrap gap-x-2 font-medium">
          <span>
            {t("today.due", { due: row.dueCount })}
            {row.overdueCount > 0 ? <span className="text-danger">, {overdueWords(row, t)}</span> : null}
            {row.lapsedCount > 0 ? (
              <span className="text-warn">, {t("today.lapsed", { count: row.lapsedCount })}</span>
            ) : null}
          </span>
          {row.newlyDue > 0 ? (
            <span className="whitespace-nowrap rounded-full bg-accent-soft px-2 py-0.5 text-xs text-accent">
              {t("today.newBadge", { count: row.newlyDue })}
            </span>
          ) : null}
        </p>
        <ul aria-label={t("today.opening")} className="mt-0.5 flex flex-col">
          {row.top.map((product) => (
            <li key={`${product.agreementId}|${product.productId}`} className="min-w-0 max-w-full">
              <Link
                href={`${customerHref}/agreements/${encodeURIComponent(product.agreementId)}`}
                className="relative z-10 grid max-w-full grid-cols-[7.5rem_minmax(0,1fr)] items-baseline gap-x-3 py-[3px] text-sm lg:grid-cols-[8.5rem_minmax(0,1fr)] min-[86rem]:grid-cols-[8.5rem_minmax(0,1fr)_auto] text-ink-2 hover:text-accent hover:underline"
              >
                <span className="num truncate font-medium text-ink">{product.code}</span>
                <span className="truncate">{locale === "uk" ? (product.nameUk ?? product.name) : product.name}</span>
                <span className="text-xs text-ink-3 max-lg:hidden lg:max-[86rem]:col-start-2">
                  {saidNow(product) ?? wordReason(t as CatalogueTranslator, product.reason)}
                </span>
              </Link>
              <div className="lg:hidden">{saidNow(product)}</div>
            </li>
          ))}
        </ul>
        {row.note.note ? (
          <p className="mt-1 line-clamp-2 border-s-2 border-line-strong ps-2 text-sm text-ink-2">{row.note.note}</p>
        ) : null}
      </div>
    </li>
  );
}

function overdueWords(row: QueueRow, t: ReturnType<typeof useTranslations<never>>): string {
  const days = Math.round(row.mostOverdueDays ?? 0);
  // With several overdue the longest says little: one slow part would speak for all.
  if (row.overdueCount === 1 && days > 0) return t("today.overdueBy", { days });
  return t("today.overdue", { overdue: row.overdueCount });
}
