import { CalendarCheck2, Download, SearchX, UserX } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { DataStampLine } from "@/components/shell/data-stamp-line";
import { getIntl } from "@/components/shell/get-intl";
import { ListPages } from "@/components/shell/list-pages";
import { PageHeader } from "@/components/shell/page-header";
import { ProblemPage } from "@/components/shell/problem-page";
import { QueueFilters } from "@/components/today/queue-filters";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Stat } from "@/components/ui/stat";
import { formatDate } from "@/lib/presentation/format-date";
import { formatEstimate, formatNumber } from "@/lib/presentation/format-number";
import { type ListQuery, listHref } from "@/lib/presentation/list-href";
import { getToday } from "@/lib/services/get-today";
import type { TodayView } from "@/lib/services/today-view";
import type { RawQuery } from "@/lib/services/views";
import { openList } from "../open-list";
import { Views } from "../saved-views";
import { Later, Queue } from "./client";

const PATH = "/";
const FILTERS = ["reason", "segment", "region", "minValue", "owner"];

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getIntl()).t("today.title") };
}

export default async function TodayPage({ searchParams }: { searchParams: Promise<RawQuery> }) {
  const opened = await openList({ searchParams, keys: [...FILTERS, "page", "asOf"], read: getToday });
  const { caller, view, problem, query, asked } = opened;
  const { t, locale } = await getIntl();
  if (problem) {
    return <ProblemPage title={t("today.title")} problem={problem} resetHref={PATH} />;
  }
  const showOwner = caller.role !== "rep";
  const { page, pageSize, total, rows } = view.list;
  const from = (page - 1) * pageSize + 1;
  const { totals } = view;
  return (
    <>
      <PageHeader
        title={t("today.title")}
        lead={t(view.options.reason === "lapsed" ? "today.leadLapsed" : showOwner ? "today.leadAll" : "today.leadOwn")}
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
        <dl className="grid grid-cols-2 gap-x-6 gap-y-3 sm:flex sm:flex-wrap sm:gap-x-10 min-[86rem]:gap-x-14">
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
        <ListPages
          list={view.list}
          hrefOf={(target) => listHref(PATH, query, { page: String(target) })}
          position={t("today.position", { from, to: from + rows.length - 1, total })}
        />
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
