import { Download, SearchX, Users } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { ColumnChoice } from "@/components/customers/column-choice";
import { CustomerFilters } from "@/components/customers/customer-filters";
import { CustomersTable } from "@/components/customers/customers-table";
import { DataStampLine } from "@/components/shell/data-stamp-line";
import { getIntl } from "@/components/shell/get-intl";
import { PageHeader } from "@/components/shell/page-header";
import { ProblemPanel } from "@/components/shell/problem-panel";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Pagination } from "@/components/ui/pagination";
import { requireCaller } from "@/lib/auth/require-caller";
import { type ListQuery, listHref, listQueryOf } from "@/lib/presentation/list-href";
import { listCustomers } from "@/lib/services/list-customers";
import type { RawQuery } from "@/lib/services/views";
import { attempt } from "../../attempt";
import { Views } from "../../saved-views";

const PATH = "/customers";
const PARAMETERS = ["q", "segment", "region", "owner", "due", "sort", "columns", "page", "asOf"];
const FILTERS = ["q", "segment", "region", "owner", "due"];

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getIntl()).t("customers.title") };
}

export default async function CustomersPage({ searchParams }: { searchParams: Promise<RawQuery> }) {
  const caller = await requireCaller();
  const parameters = await searchParams;
  const { t } = await getIntl();
  const { view, problem } = await attempt(listCustomers(caller, parameters));
  if (problem) {
    return (
      <>
        <PageHeader title={t("customers.title")} />
        <ProblemPanel problem={problem} resetHref={PATH} />
      </>
    );
  }
  const { page, pageSize, total, rows } = view.list;
  const query = listQueryOf(parameters, PARAMETERS);
  const { page: _, ...asked } = query;
  const showOwner = caller.role !== "rep";
  const pageCount = Math.max(1, Math.ceil(total / pageSize));
  const from = (page - 1) * pageSize + 1;
  return (
    <>
      <PageHeader
        title={t("customers.title")}
        lead={
          <span className="num">
            {rows.length === 0
              ? t("customers.count", { total })
              : t("customers.countShown", { from, to: from + rows.length - 1, total })}
          </span>
        }
        actions={
          <>
            <Views screen="customers" query={asked} />
            <ColumnChoice path={PATH} query={query} chosen={view.options.columns} showOwner={showOwner} />
            <Button asChild>
              <a href={listHref(`${PATH}/export.csv`, asked, {})} download>
                <Download aria-hidden />
                {t("views.export")}
              </a>
            </Button>
          </>
        }
      />
      <Card className="overflow-clip">
        <CustomerFilters path={PATH} query={query} options={view.options} facets={view.facets} showOwner={showOwner}>
          {rows.length > 0 ? (
            <CustomersTable
              rows={rows}
              query={query}
              sorted={view.options.sort}
              path={PATH}
              showOwner={showOwner}
              chosen={view.options.columns}
            />
          ) : (
            <Nothing query={query} />
          )}
        </CustomerFilters>
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
      <DataStampLine stamp={view.stamp} />
    </>
  );
}

/** Two kinds of nothing: nothing fits the filters, nobody in care. */
async function Nothing({ query }: { query: ListQuery }) {
  const { t } = await getIntl();
  if (FILTERS.some((key) => key in query)) {
    return (
      <EmptyState
        icon={<SearchX />}
        title={t("customers.emptyFiltered")}
        action={
          <Button asChild>
            <Link href={PATH}>{t("common.clearAll")}</Link>
          </Button>
        }
      >
        {t("customers.emptyFilteredBody")}
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={<Users />} title={t("customers.empty")}>
      {t("customers.emptyBody")}
    </EmptyState>
  );
}
