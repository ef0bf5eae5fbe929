import { SearchX } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { DrillGapPanel } from "@/components/performance/drill-gap-panel";
import { GroupCustomersTable } from "@/components/performance/group-customers-table";
import { CsvLink } from "@/components/performance/performance-panel";
import { BackLink } from "@/components/shell/back-link";
import { DataStampLine } from "@/components/shell/data-stamp-line";
import { getIntl } from "@/components/shell/get-intl";
import { ListPages } from "@/components/shell/list-pages";
import { PageHeader } from "@/components/shell/page-header";
import { ProblemPage } from "@/components/shell/problem-page";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Stat } from "@/components/ui/stat";
import { requireCaller } from "@/lib/auth/require-caller";
import { formatNumber } from "@/lib/presentation/format-number";
import { listHref, listQueryOf } from "@/lib/presentation/list-href";
import { wordGroup } from "@/lib/presentation/performance/word-performance";
import type { CatalogueTranslator } from "@/lib/presentation/reasons/catalogue-translator";
import { getGroupCustomers } from "@/lib/services/get-group-customers";
import type { RawQuery } from "@/lib/services/views";
import { attempt } from "../../attempt";

const PATH = "/performance/customers";
const OF_REPORT = ["protocol", "report", "model", "k", "metric", "by", "over"];

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getIntl()).t("performance.drill.title") };
}

export default async function GroupCustomersPage({ searchParams }: { searchParams: Promise<RawQuery> }) {
  const caller = await requireCaller();
  const parameters = await searchParams;
  const { t, locale } = await getIntl();
  const { view, problem } = await attempt(getGroupCustomers(caller, parameters));
  if (problem) {
    return <ProblemPage title={t("performance.drill.title")} problem={problem} resetHref={PATH} />;
  }
  const query = listQueryOf(parameters, [...OF_REPORT, "group", "sort", "page"]);
  const ofReport = listQueryOf(parameters, OF_REPORT);
  const { question, totals, list, gap } = view;
  const group = question.group === null ? null : wordGroup(t as CatalogueTranslator, question.over, question.group);
  const count = (value: number) => formatNumber(value, locale);
  return (
    <>
      <BackLink href={listHref("/performance", ofReport, {})}>{t("performance.drill.back")}</BackLink>
      <PageHeader
        title={group ?? t("performance.drill.all")}
        lead={t("performance.drill.lead", { k: question.k })}
        actions={
          list.total > 0 ? (
            <CsvLink href={listHref(`${PATH}/export.csv`, query, {})} title={t("performance.drill.title")} />
          ) : null
        }
      />
      {gap !== null ? (
        <DrillGapPanel gap={gap} protocol={view.protocol} />
      ) : list.total === 0 ? (
        <Card>
          <EmptyState
            icon={<SearchX />}
            title={t("performance.drill.empty")}
            action={
              <Button asChild>
                <Link href={listHref(PATH, ofReport, {})}>{t("performance.drill.emptyAction")}</Link>
              </Button>
            }
          />
        </Card>
      ) : (
        <Card className="overflow-clip">
          <dl className="grid grid-cols-2 gap-x-6 gap-y-4 border-b border-line p-(--panel-p) sm:grid-cols-4">
            <Stat label={t("performance.drill.totals.customers")} value={count(totals.customers)} />
            <Stat label={t("performance.drill.totals.bought")} value={count(totals.bought)} />
            <Stat label={t("performance.drill.totals.hits")} value={count(totals.hits)} tone="accent" />
            <Stat
              label={t("performance.drill.totals.missed")}
              value={count(totals.missed)}
              note={`${count(totals.missedRepeat)} ${t("performance.drill.totals.missedRepeat")}`}
            />
          </dl>
          <GroupCustomersTable rows={list.rows} path={PATH} query={query} sorted={view.sort} />
          <ListPages list={list} hrefOf={(target) => listHref(PATH, query, { page: String(target) })} />
        </Card>
      )}
      <DataStampLine stamp={view.stamp} />
    </>
  );
}
