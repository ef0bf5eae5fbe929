import { ScrollText } from "lucide-react";
import type { Metadata } from "next";
import { AuditFilter } from "@/components/admin/audit-filter";
import { AuditTable } from "@/components/admin/audit-table";
import { DataStampLine } from "@/components/shell/data-stamp-line";
import { getIntl } from "@/components/shell/get-intl";
import { PageHeader } from "@/components/shell/page-header";
import { ProblemPanel } from "@/components/shell/problem-panel";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Pagination } from "@/components/ui/pagination";
import { requireCaller } from "@/lib/auth/require-caller";
import { listHref, listQueryOf } from "@/lib/presentation/list-href";
import { getCurrentStamp } from "@/lib/services/current-stamp";
import { listAuditLog } from "@/lib/services/list-audit-log";
import type { RawQuery } from "@/lib/services/views";
import { attempt } from "../attempt";

const PATH = "/admin";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getIntl()).t("audit.title") };
}

/** The audit log; there is no such page for anybody but administrators. */
export default async function AdminPage({ searchParams }: { searchParams: Promise<RawQuery> }) {
  const caller = await requireCaller();
  const parameters = await searchParams;
  const { t } = await getIntl();
  const { view, problem } = await attempt(listAuditLog(caller, parameters));
  if (problem) {
    return (
      <>
        <PageHeader title={t("audit.title")} />
        <ProblemPanel problem={problem} resetHref={PATH} />
      </>
    );
  }
  const { rows, total, page, pageSize } = view.list;
  const stamp = await getCurrentStamp(caller);
  const query = listQueryOf(parameters, ["actor", "kind", "page"]);
  const pageCount = Math.max(1, Math.ceil(total / pageSize));
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
        {pageCount > 1 ? (
          <div className="flex justify-end border-t border-line px-4 py-3 sm:px-5">
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
      {stamp ? <DataStampLine stamp={stamp} /> : null}
    </>
  );
}
