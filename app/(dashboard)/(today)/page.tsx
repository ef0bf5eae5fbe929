import { CalendarCheck2, Download, SearchX, UserX } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { DataStampLine } from "@/components/shell/data-stamp-line";
import { getIntl } from "@/components/shell/get-intl";
import { PageHeader } from "@/components/shell/page-header";
import { ProblemPanel } from "@/components/shell/problem-panel";
import { QueueFilters } from "@/components/today/queue-filters";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Pagination } from "@/components/ui/pagination";
import { Stat } from "@/components/ui/stat";
import { requireCaller } from "@/lib/auth/require-caller";
import { formatDate } from "@/lib/presentation/format-date";
import { formatEstimate, formatNumber } from "@/lib/presentation/format-number";
import { type ListQuery, listHref, listQueryOf } from "@/lib/presentation/list-href";
import { getToday } from "@/lib/services/get-today";
import type { RawQuery, TodayView } from "@/lib/services/views";
import { attempt } from "../attempt";
import { Views } from "../saved-views";
import { Later, Queue } from "./client";

const PATH = "/";
const FILTERS = ["reason", "segment", "region", "minValue", "owner"];

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getIntl()).t("today.title") };
}

export default async function TodayPage({ searchParams }: { searchParams: Promise<RawQuery> }) {
  const caller = await requireCaller();
  const parameters = await searchParams;
  const { t, locale } = await getIntl();
  const { view, problem } = await attempt(getToday(caller, parameters));
  if (problem) {
    return (
      <>
        <PageHeader title={t("today.title")} />
        <ProblemPanel problem={problem} resetHref={PATH} />
      </>
    );
  }
  const showOwner = caller.role !== "rep";
  const { page, pageSize, total, rows } = view.list;
  const query = listQueryOf(parameters, [...FILTERS, "page", "asOf"]);
  const { page: _, ...asked } = query;
  const pageCount = Math.max(1, Math.ceil(total / pageSize));
  const from = (page - 1) * pageSize + 1;
  const { totals } = view;
  return (
    <>
      <PageHeader
        title={t("today.title")}
        lead={t(showOwner ? "today.leadAll" : "today.leadOwn")}
        actions={
          <>
            <Views screen="today" query={asked} />
            <Button asChild>
              <a href={listHref("/export.csv", asked, {})} download>
                <Download aria-hidden />
                {t("views.export")}
              </a>
            </Button>
          </>
        }
      />
      <Card aria-label={t("today.totals")} className="mb-4 px-4 py-3.5 sm:px-5">
        <dl className="grid grid-cols-2 gap-x-6 gap-y-3 sm:flex sm:gap-x-14">
          <Stat
            label={t("today.dueCustomers")}
            value={formatNumber(totals.dueCustomers, locale)}
            note={t("today.ofCustomers", { count: totals.customers })}
          />
          <Stat label={t("today.dueProducts")} value={formatNumber(totals.dueProducts, locale)} />
          <Stat
            label={t("today.expectedValue")}
            value={formatEstimate(totals.expectedValue, locale)}
            note={t("today.expectedNote")}
            tone="accent"
          />
          <Stat
            label={t("today.sinceYesterday")}
            value={t("today.newlyDue", { count: view.sinceYesterday.products })}
            note={t("today.sinceNote", view.sinceYesterday)}
          />
        </dl>
      </Card>
      <Card className="overflow-clip" aria-label={t("today.queue")}>
        <QueueFilters path={PATH} query={query} options={view.options} facets={view.facets} showOwner={showOwner}>
          {rows.length > 0 ? (
            <Queue rows={rows} query={asked} firstPosition={from} asOf={view.stamp.asOf} showOwner={showOwner} />
          ) : (
            <Nothing view={view} query={query} />
          )}
        </QueueFilters>
        {pageCount > 1 ? (
          <div className="flex items-center justify-between gap-4 border-t border-line px-4 py-3 sm:px-5">
            <p className="num text-sm text-ink-2 max-sm:sr-only">
              {t("today.position", { from, to: from + rows.length - 1, total })}
            </p>
            <Pagination
              page={page}
              pageCount={pageCount}
              hrefOf={(target) => listHref(PATH, query, { page: String(target) })}
              labels={{
                navigation: t("common.pages"),
                previous: t("common.previousPage"),
                next: t("common.nextPage"),
                position: t("common.pageOf", { page, count: pageCount }),
              }}
            />
          </div>
        ) : null}
      </Card>
      <Later later={view.later} />
      <DataStampLine stamp={view.stamp} />
    </>
  );
}

/** Three kinds of nothing: nobody in care, nothing fits the filters, nothing is due. */
async function Nothing({ view, query }: { view: TodayView; query: ListQuery }) {
  const { t, locale } = await getIntl();
  if (view.totals.customers === 0) {
    return (
      <EmptyState icon={<UserX />} title={t("today.noCustomers")}>
        {t("today.noCustomersBody")}
      </EmptyState>
    );
  }
  if (FILTERS.some((key) => key in query)) {
    return (
      <EmptyState
        icon={<SearchX />}
        title={t("today.emptyFiltered")}
        action={
          <Button asChild>
            <Link href={listHref(PATH, query, Object.fromEntries(FILTERS.map((key) => [key, null])))}>
              {t("common.clearAll")}
            </Link>
          </Button>
        }
      >
        {t("today.emptyFilteredBody")}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<CalendarCheck2 />}
      title={t("today.empty")}
      action={
        <Button asChild>
          <Link href="/customers">{t("today.emptyAction")}</Link>
        </Button>
      }
    >
      {t("today.emptyBody", { date: formatDate(view.stamp.asOf, locale) })}
    </EmptyState>
  );
}
