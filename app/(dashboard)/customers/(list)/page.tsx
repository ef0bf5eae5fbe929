import { Download, SearchX, Users } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { ColumnChoice } from "@/components/customers/column-choice";
import { CustomerFilters } from "@/components/customers/customer-filters";
import { CustomersTable } from "@/components/customers/customers-table";
import { DataStampLine } from "@/components/shell/data-stamp-line";
import { getIntl } from "@/components/shell/get-intl";
import { ListPages } from "@/components/shell/list-pages";
import { PageHeader } from "@/components/shell/page-header";
import { ProblemPage } from "@/components/shell/problem-page";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { type ListQuery, listHref } from "@/lib/presentation/list-href";
import { listCustomers } from "@/lib/services/list-customers";
import type { RawQuery } from "@/lib/services/views";
import { openList } from "../../open-list";
import { Views } from "../../saved-views";

const PATH = "/customers";
const PARAMETERS = ["q", "segment", "region", "owner", "due", "sort", "columns", "page", "asOf"];
const FILTERS = ["q", "segment", "region", "owner", "due"];

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getIntl()).t("customers.title") };
}

export default async function CustomersPage({ searchParams }: { searchParams: Promise<RawQuery> }) {
  const opened = await openList({ searchParams, keys: PARAMETERS, read: listCustomers });
  const { caller, view, problem, query, asked } = opened;
  const { t } = await getIntl();
  if (problem) {
    return <ProblemPage title={t("customers.title")} problem={problem} resetHref={PATH} />;
  }
  const { page, pageSize, total, rows } = view.list;
  const showOwner = caller.role !== "rep";
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
        <ListPages list={view.list} hrefOf={(target) => listHref(PATH, query, { page: String(target) })} />
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
