import { Download, PackageSearch, SearchX } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { ProductSearch } from "@/components/products/product-search";
import { ProductsTable } from "@/components/products/products-table";
import { DataStampLine } from "@/components/shell/data-stamp-line";
import { getIntl } from "@/components/shell/get-intl";
import { ListPages } from "@/components/shell/list-pages";
import { PageHeader } from "@/components/shell/page-header";
import { ProblemPage } from "@/components/shell/problem-page";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { listHref } from "@/lib/presentation/list-href";
import { listProducts } from "@/lib/services/list-products";
import type { ProductListView } from "@/lib/services/product-view";
import type { RawQuery } from "@/lib/services/views";
import { openList } from "../open-list";
import { Views } from "../saved-views";

const PATH = "/products";
const PARAMETERS = ["q", "due", "sort", "page", "asOf"];

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getIntl()).t("products.title") };
}

export default async function ProductsPage({ searchParams }: { searchParams: Promise<RawQuery> }) {
  const opened = await openList({ searchParams, keys: PARAMETERS, read: listProducts });
  const { view, problem, query, asked } = opened;
  const { t } = await getIntl();
  if (problem) {
    return <ProblemPage title={t("products.title")} problem={problem} resetHref={PATH} />;
  }
  const { rows } = view.list;
  return (
    <>
      <PageHeader
        title={t("products.title")}
        lead={<span className="num">{leadOf(view, t)}</span>}
        actions={
          <>
            <Views screen="products" query={asked} />
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
        <ProductSearch path={PATH} query={query} options={view.options}>
          {rows.length > 0 ? (
            <ProductsTable rows={rows} path={PATH} query={query} sorted={view.options.sort} hasStock={view.hasStock} />
          ) : (
            <Nothing isSearch={view.options.q !== "" || view.options.due !== null} />
          )}
        </ProductSearch>
        <ListPages list={view.list} hrefOf={(target) => listHref(PATH, query, { page: String(target) })} />
      </Card>
      <DataStampLine stamp={view.stamp} />
    </>
  );
}

function leadOf({ options, list, isCut }: ProductListView, t: Awaited<ReturnType<typeof getIntl>>["t"]): string {
  if (options.q === "") return t("products.leadDue");
  return t(isCut ? "products.leadCut" : "products.leadFound", { total: list.total, q: options.q });
}

async function Nothing({ isSearch }: { isSearch: boolean }) {
  const { t } = await getIntl();
  if (isSearch) {
    return (
      <EmptyState
        icon={<SearchX />}
        title={t("products.emptySearch")}
        action={
          <Button asChild>
            <Link href={PATH}>{t("common.clearAll")}</Link>
          </Button>
        }
      >
        {t("products.emptySearchBody")}
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={<PackageSearch />} title={t("products.empty")}>
      {t("products.emptyBody")}
    </EmptyState>
  );
}
