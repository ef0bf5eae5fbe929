import { PhoneOutgoing, Users } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { CoverageControls } from "@/components/coverage/coverage-controls";
import { CoverageCsvLink } from "@/components/coverage/csv-link";
import { FunnelPanel } from "@/components/coverage/funnel-panel";
import { GapsPanel } from "@/components/coverage/gaps-panel";
import { WorkloadTable } from "@/components/coverage/workload-table";
import { DataStampLine } from "@/components/shell/data-stamp-line";
import { getIntl } from "@/components/shell/get-intl";
import { ListPages } from "@/components/shell/list-pages";
import { PageHeader } from "@/components/shell/page-header";
import { ProblemPage } from "@/components/shell/problem-page";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { requireCaller } from "@/lib/auth/require-caller";
import { formatDate } from "@/lib/presentation/format-date";
import { type ListQuery, listHref, listQueryOf } from "@/lib/presentation/list-href";
import type { CoverageTable, CoverageView } from "@/lib/services/coverage-view";
import { getCoverage } from "@/lib/services/get-coverage";
import type { RawQuery } from "@/lib/services/views";
import { attempt } from "../attempt";

const PATH = "/coverage";
const PARAMETERS = ["range", "by", "show", "page"];

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getIntl()).t("coverage.title") };
}

export default async function CoveragePage({ searchParams }: { searchParams: Promise<RawQuery> }) {
  const caller = await requireCaller();
  const parameters = await searchParams;
  const { t, locale } = await getIntl();
  const { view, problem } = await attempt(getCoverage(caller, parameters));
  if (problem) {
    return <ProblemPage title={t("coverage.title")} problem={problem} resetHref={PATH} />;
  }
  const query = listQueryOf(parameters, PARAMETERS);
  return (
    <>
      <PageHeader title={t("coverage.title")} lead={t(view.isWhole ? "coverage.lead" : "coverage.leadOwn")} />
      {view.workload.total.customers === 0 ? (
        <Card>
          <EmptyState icon={<Users />} title={t("coverage.gaps.noCustomers")} />
        </Card>
      ) : (
        <CoverageControls
          path={PATH}
          query={query}
          range={view.options.range}
          note={
            view.since === null
              ? t("coverage.sinceEver")
              : t("coverage.since", { date: formatDate(view.since, locale) })
          }
        >
          <Panels view={view} query={query} />
        </CoverageControls>
      )}
      <DataStampLine stamp={view.stamp} />
    </>
  );
}

async function Panels({ view, query }: { view: CoverageView; query: ListQuery }) {
  const { t } = await getIntl();
  const exportOf = (table: CoverageTable) => listHref(`${PATH}/export.csv`, query, { table });
  const workTitle = t(view.isWhole ? "coverage.workload.title" : "coverage.workload.titleOwn");
  const { list } = view;
  return (
    <>
      {view.funnel.total.shown === 0 ? (
        <Card>
          <EmptyState
            icon={<PhoneOutgoing />}
            title={t("coverage.funnel.emptyTitle")}
            action={
              view.options.range === "all" ? null : (
                <Button asChild>
                  <Link href={listHref(PATH, query, { range: "all" })}>{t("coverage.funnel.emptyAction")}</Link>
                </Button>
              )
            }
          >
            {t("coverage.funnel.empty")}
          </EmptyState>
        </Card>
      ) : (
        <FunnelPanel view={view} path={PATH} query={query} exportHref={exportOf("funnel")} />
      )}
      <Card className="overflow-clip" aria-label={workTitle}>
        <CardHeader
          title={workTitle}
          description={t("coverage.workload.lead")}
          actions={<CoverageCsvLink href={exportOf("workload")} title={workTitle} />}
        />
        <WorkloadTable workload={view.workload} caption={workTitle} />
      </Card>
      <GapsPanel
        view={view}
        path={PATH}
        query={query}
        exportHref={exportOf("customers")}
        pages={<ListPages list={list} hrefOf={(target) => listHref(PATH, query, { page: String(target) })} />}
      />
    </>
  );
}
