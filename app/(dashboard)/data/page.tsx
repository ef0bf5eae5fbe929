import { CircleCheck, TriangleAlert } from "lucide-react";
import type { Metadata } from "next";
import { CachePanel } from "@/components/data-status/cache-panel";
import { RejectedLines } from "@/components/data-status/rejected-lines";
import { DataStampLine } from "@/components/shell/data-stamp-line";
import { getIntl } from "@/components/shell/get-intl";
import { PageHeader } from "@/components/shell/page-header";
import { ProblemPanel } from "@/components/shell/problem-panel";
import { Badge } from "@/components/ui/badge";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Stat } from "@/components/ui/stat";
import { requireCaller } from "@/lib/auth/require-caller";
import { formatDate, formatDateTime } from "@/lib/presentation/format-date";
import { formatNumber } from "@/lib/presentation/format-number";
import { getDataStatus } from "@/lib/services/get-data-status";
import { listJobs } from "@/lib/services/list-jobs";
import type { RawQuery } from "@/lib/services/views";
import { attempt } from "../attempt";
import { Jobs } from "./client";

const COUNTS = ["lines", "orders", "agreements", "customers", "products"] as const;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getIntl()).t("data.title") };
}

export default async function DataPage({ searchParams }: { searchParams: Promise<RawQuery> }) {
  const caller = await requireCaller();
  const { t, locale } = await getIntl();
  const { view, problem } = await attempt(getDataStatus(caller, await searchParams));
  // Before the first data set, too: here is where one is asked for.
  const jobs = await attempt(listJobs(caller));
  const jobsPanel = jobs.problem ? (
    <ProblemPanel problem={jobs.problem} resetHref="/data" />
  ) : (
    <Jobs initial={jobs.view} />
  );
  if (problem) {
    return (
      <>
        <PageHeader title={t("data.title")} />
        <div className="space-y-4">
          <ProblemPanel problem={problem} resetHref="/data" />
          {jobsPanel}
        </div>
      </>
    );
  }
  return (
    <>
      <PageHeader title={t("data.title")} lead={t("data.lead")} />
      <div className="space-y-4">
        <Card>
          <dl className="num grid gap-x-10 gap-y-4 px-(--panel-p) py-4 sm:grid-cols-2 lg:grid-cols-4">
            <Fact name={t("data.source")} value={t(`data.sources.${view.source.kind}`)} note={view.source.detail} />
            <Fact
              name={t("data.freshness")}
              value={formatDateTime(view.dataTo, locale)}
              note={view.dataFrom ? t("data.span", { date: formatDate(view.dataFrom, locale) }) : null}
            />
            <Fact name={t("data.built")} value={formatDateTime(view.builtAt, locale)} note="UTC" />
            <Fact name={t("data.snapshot")} value={view.snapshotId.slice(0, 12)} note="SHA-256" />
          </dl>
          <dl
            aria-label={t("data.counts")}
            className="grid grid-cols-2 gap-x-6 gap-y-3 border-t border-line px-(--panel-p) py-4 sm:flex sm:gap-x-12"
          >
            {COUNTS.map((key) => (
              <Stat key={key} label={t(`data.${key}`)} value={formatNumber(view.counts[key], locale)} />
            ))}
          </dl>
        </Card>
        {jobsPanel}
        {view.rejected ? <RejectedLines rejected={view.rejected} /> : null}
        <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
          <Card className="overflow-clip">
            <CardHeader title={t("data.tables")} description={t("data.tablesLead")} />
            <div className="border-t border-line">
              <table className="data-table">
                <caption className="sr-only">{t("data.tables")}</caption>
                <thead>
                  <tr>
                    <th scope="col">{t("data.table")}</th>
                    <th scope="col">{t("data.need")}</th>
                    <th scope="col" data-numeric>
                      {t("data.rows")}
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {view.tables.map((table) => (
                    <tr key={table.name}>
                      <td data-phone="title" className="font-medium">
                        {table.name}
                      </td>
                      <td data-phone="wide" data-label={t("data.need")} className="text-ink-2">
                        {t(table.required ? "data.required" : "data.optional")}
                      </td>
                      <td data-numeric data-label={t("data.rows")}>
                        {table.rows > 0 ? (
                          formatNumber(table.rows, locale)
                        ) : (
                          <Badge tone={table.required && view.source.kind !== "import" ? "danger" : "neutral"}>
                            {t("data.missing")}
                          </Badge>
                        )}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </Card>
          <div className="space-y-4">
            <CachePanel cache={view.cache} />
            <Card>
              <CardHeader title={t("data.warnings")} />
              <CardBody>
                {view.warnings.length === 0 ? (
                  <p className="flex gap-2 text-ink-2">
                    <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-ok" />
                    {t("data.noWarnings")}
                  </p>
                ) : (
                  <ul className="space-y-2">
                    {view.warnings.map((warning) => (
                      <li key={warning} className="flex gap-2 text-ink-2">
                        <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
                        <span lang="en">{warning}</span>
                      </li>
                    ))}
                  </ul>
                )}
              </CardBody>
            </Card>
            <Card>
              <CardHeader title={t("data.excluded")} />
              <CardBody>
                {view.excludedProductIds.length === 0 ? (
                  <p className="text-ink-2">{t("data.noExcluded")}</p>
                ) : (
                  <ul className="num flex flex-wrap gap-1.5">
                    {view.excludedProductIds.map((id) => (
                      <li key={id}>
                        <Badge tone="outline">{id}</Badge>
                      </li>
                    ))}
                  </ul>
                )}
              </CardBody>
            </Card>
          </div>
        </div>
      </div>
      <DataStampLine stamp={view.stamp} />
    </>
  );
}

function Fact({ name, value, note }: { name: string; value: string; note: string | null }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-ink-3">{name}</dt>
      <dd className="mt-0.5 truncate font-semibold">{value}</dd>
      {note ? (
        <dd className="truncate text-xs text-ink-2" title={note}>
          {note}
        </dd>
      ) : null}
    </div>
  );
}
