"use client";

import { ChevronLeft, Download, Printer } from "lucide-react";
import Link from "next/link";
import { useLocale, useTranslations } from "use-intl";
import { SegmentReason } from "@/components/customer/segment-reason";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Stat } from "@/components/ui/stat";
import { daysBetween, formatDate } from "@/lib/presentation/format-date";
import { formatMoney, formatNumber } from "@/lib/presentation/format-number";
import type { AgreementView } from "@/lib/services/agreement-view";

/** Whose agreement this is, why the customer counts as what it is, and the agreement in figures. */
export function AgreementHeader({ view, exportHref }: { view: AgreementView; exportHref: string }) {
  const t = useTranslations();
  const { customer, agreement } = view;
  return (
    <>
      <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <Link
            href={`/customers/${encodeURIComponent(customer.customerId)}`}
            className="-ms-1 inline-flex max-w-full items-center gap-0.5 text-sm font-medium text-accent hover:underline"
          >
            <ChevronLeft aria-hidden className="size-4 shrink-0" data-chrome />
            <span className="sr-only">{t("agreement.back", { customer: "" })}</span>
            <span className="truncate">{customer.name}</span>
          </Link>
          <div className="mt-0.5 flex flex-wrap items-baseline gap-x-3 gap-y-1">
            <h1 className="text-2xl">{agreement.name || t("agreement.titleUnnamed", { id: agreement.agreementId })}</h1>
            {agreement.number ? (
              <span className="num text-base text-ink-2">{t("agreement.number", { number: agreement.number })}</span>
            ) : null}
            {agreement.currency ? <Badge tone="outline">{agreement.currency}</Badge> : null}
            {agreement.isActive ? null : <Badge tone="warn">{t("agreement.inactive")}</Badge>}
            <HistoryBadge stamp={view.stamp} />
          </div>
          <div className="mt-1.5">
            <SegmentReason segment={customer.segment} facts={view.segmentFacts} />
          </div>
        </div>
        <div className="flex gap-2" data-chrome>
          <Button onClick={() => window.print()} className="max-sm:hidden">
            <Printer aria-hidden />
            {t("agreement.print")}
          </Button>
          <Button asChild>
            <a href={exportHref} download>
              <Download aria-hidden />
              {t("agreement.exportCsv")}
            </a>
          </Button>
        </div>
      </header>
      <AgreementStats view={view} />
    </>
  );
}

/** Where SQL Server is the source: whether these orders are as of now, or the last data set's because it did not answer. */
function HistoryBadge({ stamp }: { stamp: AgreementView["stamp"] }) {
  const t = useTranslations("stamp.badge");
  const locale = useLocale();
  if (stamp.history === "live") return <Badge tone="outline">{t("live")}</Badge>;
  if (stamp.history !== "stand_in") return null;
  return <Badge tone="warn">{t("stand_in", { date: formatDate(stamp.dataTo, locale) })}</Badge>;
}

function AgreementStats({ view }: { view: AgreementView }) {
  const t = useTranslations();
  const locale = useLocale();
  const { agreement, options } = view;
  const idleDays = daysBetween(agreement.lastOrderAt, options.asOf);
  return (
    <Card aria-label={t("agreement.stats.label")} className="px-4 py-3.5 sm:px-5">
      <dl className="grid grid-cols-2 gap-x-6 gap-y-2.5 sm:flex sm:flex-wrap sm:gap-x-14 max-sm:[&_dd]:text-lg">
        <Stat label={t("agreement.stats.orders")} value={formatNumber(agreement.orders, locale)} />
        <Stat label={t("agreement.stats.products")} value={formatNumber(agreement.products, locale)} />
        <Stat
          label={t("agreement.stats.lastOrder")}
          value={formatDate(agreement.lastOrderAt, locale)}
          note={idleDays === null ? null : t("common.daysAgo", { days: Math.max(0, idleDays) })}
          className="max-sm:order-last max-sm:col-span-2"
        />
        <Stat
          label={t("agreement.stats.due")}
          value={formatNumber(agreement.dueCount, locale)}
          note={agreement.overdueCount > 0 ? t("agreement.stats.overdueNote", { count: agreement.overdueCount }) : null}
        />
        <Stat
          label={t("agreement.stats.expected")}
          value={formatMoney(agreement.expectedValue, locale)}
          note={t("agreement.stats.expectedNote")}
          tone="accent"
        />
      </dl>
    </Card>
  );
}
