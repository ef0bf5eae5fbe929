import { Users } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { SegmentMap } from "@/components/rules/segment-map";
import { WeightsTable } from "@/components/rules/weights-table";
import { SegmentHistoryPanel } from "@/components/segments/history-panel";
import { MovedCustomers } from "@/components/segments/moved-customers";
import { MovementPanel } from "@/components/segments/movement-panel";
import { SegmentsCsvLink } from "@/components/segments/segments-csv-link";
import { SizesTable } from "@/components/segments/sizes-table";
import { DataStampLine } from "@/components/shell/data-stamp-line";
import { getIntl } from "@/components/shell/get-intl";
import { ListPages } from "@/components/shell/list-pages";
import { PageHeader } from "@/components/shell/page-header";
import { ProblemPage } from "@/components/shell/problem-page";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { requireCaller } from "@/lib/auth/require-caller";
import { formatMoney } from "@/lib/presentation/format-number";
import { type ListQuery, listHref, listQueryOf } from "@/lib/presentation/list-href";
import { getScoringRules } from "@/lib/services/get-scoring-rules";
import { getSegments } from "@/lib/services/get-segments";
import type { ScoringRulesView } from "@/lib/services/rules-view";
import type { SegmentsView, SegmentTable } from "@/lib/services/segments-view";
import type { RawQuery } from "@/lib/services/views";
import { attempt } from "../attempt";

const PATH = "/segments";
const PARAMETERS = ["months", "from", "to", "page"];

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getIntl()).t("segmentsPage.title") };
}

export default async function SegmentsPage({ searchParams }: { searchParams: Promise<RawQuery> }) {
  const caller = await requireCaller();
  const parameters = await searchParams;
  const { t } = await getIntl();
  const { view, problem } = await attempt(getSegments(caller, parameters));
  if (problem) {
    return <ProblemPage title={t("segmentsPage.title")} problem={problem} resetHref={PATH} />;
  }
  return (
    <>
      <PageHeader title={t("segmentsPage.title")} lead={t("segmentsPage.lead")} />
      {view.totals.customers === 0 ? (
        <Card>
          <EmptyState icon={<Users />} title={t("customers.empty")}>
            {t("customers.emptyBody")}
          </EmptyState>
        </Card>
      ) : (
        <Panels view={view} query={listQueryOf(parameters, PARAMETERS)} rules={await getScoringRules(caller)} />
      )}
      <DataStampLine stamp={view.stamp} />
    </>
  );
}

async function Panels({ view, query, rules }: { view: SegmentsView; query: ListQuery; rules: ScoringRulesView }) {
  const { t, locale } = await getIntl();
  const exportOf = (table: SegmentTable) => listHref(`${PATH}/export.csv`, query, { table });
  const { totals, list } = view;
  return (
    <div className="space-y-4">
      <Card className="overflow-clip" aria-label={t("segmentsPage.sizes.title")}>
        <CardHeader
          title={t("segmentsPage.sizes.title")}
          description={t("segmentsPage.sizes.summary", {
            customers: totals.customers,
            active: totals.active,
            value: formatMoney(totals.value, locale),
          })}
          actions={<SegmentsCsvLink href={exportOf("sizes")} title={t("segmentsPage.sizes.title")} />}
        />
        <SizesTable sizes={view.sizes} caption={t("segmentsPage.sizes.title")} />
      </Card>
      <SegmentHistoryPanel months={view.history} exportHref={exportOf("history")} />
      <MovementPanel
        movement={view.movement}
        options={view.options}
        path={PATH}
        query={query}
        exportHref={exportOf("movement")}
      >
        <MovedCustomers
          view={view}
          path={PATH}
          query={query}
          exportHref={exportOf("customers")}
          pages={<ListPages list={list} hrefOf={(target) => listHref(PATH, query, { page: String(target) })} />}
        />
      </MovementPanel>
      <Card className="overflow-clip" aria-label={t("segmentsPage.rules.title")}>
        <CardHeader
          title={t("segmentsPage.rules.title")}
          description={t("segmentsPage.rules.lead")}
          actions={
            <Button asChild size="sm">
              <Link href="/rules">{t("segmentsPage.rules.link")}</Link>
            </Button>
          }
        />
        <CardBody>
          <SegmentMap view={rules} />
        </CardBody>
        <div className="border-t border-line">
          <WeightsTable view={rules} />
        </div>
      </Card>
    </div>
  );
}
