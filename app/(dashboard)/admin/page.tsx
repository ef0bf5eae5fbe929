import { ScrollText } from "lucide-react";
import type { Metadata } from "next";
import { AuditFilter } from "@/components/admin/audit-filter";
import { AuditTable } from "@/components/admin/audit-table";
import { DataStampLine } from "@/components/shell/data-stamp-line";
import { getIntl } from "@/components/shell/get-intl";
import { ListPages } from "@/components/shell/list-pages";
import { PageHeader } from "@/components/shell/page-header";
import { ProblemPage } from "@/components/shell/problem-page";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { listHref } from "@/lib/presentation/list-href";
import { getCurrentStamp } from "@/lib/services/current-stamp";
import { listAuditLog } from "@/lib/services/list-audit-log";
import type { RawQuery } from "@/lib/services/views";
import { openList } from "../open-list";

const PATH = "/admin";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getIntl()).t("audit.title") };
}

/** The audit log; there is no such page for anybody but administrators. */
export default async function AdminPage({ searchParams }: { searchParams: Promise<RawQuery> }) {
  const opened = await openList({ searchParams, keys: ["actor", "kind", "page"], read: listAuditLog });
  const { caller, view, problem, query } = opened;
  const { t } = await getIntl();
  if (problem) {
    return <ProblemPage title={t("audit.title")} problem={problem} resetHref={PATH} />;
  }
  const { rows, total } = view.list;
  const stamp = await getCurrentStamp(caller);
  const isFiltered = view.filter.actor !== null || view.filter.kind !== null;
  return (
    <>
      <PageHeader title={t("audit.title")} lead={t("audit.lead")} />
      <Card className="overflow-clip">
        <AuditFilter path={PATH} filter={view.filter} actors={view.actors} total={total} />
        {rows.length > 0 ? (
          <AuditTable rows={rows} />
        ) : (
          <EmptyState icon={<ScrollText />} title={t(isFiltered ? "audit.emptyFiltered" : "audit.empty")} />
        )}
        <ListPages list={view.list} hrefOf={(target) => listHref(PATH, query, { page: String(target) })} />
      </Card>
      {stamp ? <DataStampLine stamp={stamp} /> : null}
    </>
  );
}
