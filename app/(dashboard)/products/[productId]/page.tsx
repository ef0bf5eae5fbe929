import { Download } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { cache, Suspense } from "react";
import { BuyersTable } from "@/components/products/buyers-table";
import { DemandChart } from "@/components/products/demand-chart";
import { LeftOutBuyers } from "@/components/products/left-out-buyers";
import { ProductHeader } from "@/components/products/product-header";
import { GoesWith, Replacements, ReplacementsSkeleton } from "@/components/products/related-products";
import { DataStampLine } from "@/components/shell/data-stamp-line";
import { getIntl } from "@/components/shell/get-intl";
import { ListPages } from "@/components/shell/list-pages";
import { ProblemPage } from "@/components/shell/problem-page";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import { EmptyState } from "@/components/ui/empty-state";
import { requireCaller } from "@/lib/auth/require-caller";
import type { Caller } from "@/lib/domain/caller";
import { type ListQuery, listHref, listQueryOf } from "@/lib/presentation/list-href";
import { getProduct } from "@/lib/services/get-product";
import { getReplacements } from "@/lib/services/get-replacements";
import { BUYER_STATES, type BuyerState, type ProductView } from "@/lib/services/product-view";
import type { RawQuery } from "@/lib/services/views";
import { attempt } from "../../attempt";
import { Views } from "../../saved-views";

interface ProductPageProps {
  params: Promise<{ productId: string }>;
  searchParams: Promise<RawQuery>;
}

const PARAMETERS = ["state", "sort", "page", "asOf"];

/** Title and page of one request share one answer; text arguments, because `cache` compares by identity. */
const load = cache(async (productId: string, queryJson: string) => {
  const caller = await requireCaller();
  return {
    caller,
    ...(await attempt(getProduct(caller, { productId, query: JSON.parse(queryJson) as RawQuery }))),
  };
});

async function read({ params, searchParams }: ProductPageProps) {
  const [ids, query] = await Promise.all([params, searchParams]);
  const productId = decodeURIComponent(ids.productId);
  return { productId, query, ...(await load(productId, JSON.stringify(query))) };
}

export async function generateMetadata(props: ProductPageProps): Promise<Metadata> {
  const { view } = await read(props);
  return { title: view ? view.product.code || view.product.name : (await getIntl()).t("products.title") };
}

// No loading.tsx here: with one, a product that does not exist would answer 200 before it is known to be a 404.
export default async function ProductPage(props: ProductPageProps) {
  const { caller, productId, query, view, problem } = await read(props);
  const { t } = await getIntl();
  const path = `/products/${encodeURIComponent(productId)}`;
  if (problem) {
    return <ProblemPage title={t("products.title")} problem={problem} resetHref={path} />;
  }
  const isOwn = caller.role === "rep";
  const listQuery = listQueryOf(query, PARAMETERS);
  return (
    <>
      <ProductHeader view={view} isOwn={isOwn} />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4 lg:grid-cols-2">
        <div className="min-w-0 lg:col-span-2">
          <Callers view={view} path={path} query={listQuery} showOwner={!isOwn} />
        </div>
        <GoesWith products={view.goesWith} />
        <Suspense fallback={<ReplacementsSkeleton title={t("products.replaces.title")} />}>
          <ReplacementsOf caller={caller} productId={productId} />
        </Suspense>
        <div className="min-w-0 lg:col-span-2">
          <DemandChart monthly={view.monthly} isOwn={isOwn} />
        </div>
      </div>
      <DataStampLine stamp={view.stamp} />
    </>
  );
}

/** The first question about names reads the whole catalogue: the rest of the page does not wait for it. */
async function ReplacementsOf({ caller, productId }: { caller: Caller; productId: string }) {
  const { view } = await attempt(getReplacements(caller, productId));
  return <Replacements view={view} />;
}

interface CallersProps {
  view: ProductView;
  path: string;
  query: ListQuery;
  showOwner: boolean;
}

async function Callers({ view, path, query, showOwner }: CallersProps) {
  const { t } = await getIntl();
  const { rows } = view.list;
  const { page: _, ...asked } = query;
  return (
    <Card className="overflow-clip" aria-label={t("products.call.title")}>
      <CardHeader
        title={t("products.call.title")}
        description={t("products.call.lead")}
        actions={
          <>
            <Views screen="product" query={asked} />
            <Button asChild>
              <a href={listHref(`${path}/export.csv`, asked, {})} download>
                <Download aria-hidden />
                {t("views.export")}
              </a>
            </Button>
          </>
        }
      />
      <States view={view} path={path} query={query} />
      {rows.length > 0 ? (
        <BuyersTable
          productId={view.product.productId}
          rows={rows}
          path={path}
          query={query}
          sorted={view.options.sort}
          showOwner={showOwner}
        />
      ) : (
        <EmptyState
          title={t("products.call.none")}
          className="py-10"
          action={
            view.counts.all > 0 ? (
              <Button asChild>
                <Link href={listHref(path, query, { state: "all" })} scroll={false}>
                  {t("products.call.showAll")}
                </Link>
              </Button>
            ) : null
          }
        >
          {t("products.call.noneBody", { count: view.counts.all })}
        </EmptyState>
      )}
      <ListPages list={view.list} hrefOf={(target) => listHref(path, query, { page: String(target) })} />
      <LeftOutBuyers leftOut={view.leftOut} />
    </Card>
  );
}

/** The states as links: each is an address of its own. */
async function States({ view, path, query }: Pick<CallersProps, "view" | "path" | "query">) {
  const { t } = await getIntl();
  const shown = (state: BuyerState) => state === view.options.state || state === "due" || view.counts[state] > 0;
  return (
    <nav aria-label={t("products.call.state")} className="border-b border-line px-4 pb-3 sm:px-5" data-chrome>
      <ul className="flex flex-wrap gap-1.5">
        {BUYER_STATES.filter(shown).map((state) => {
          const isCurrent = state === view.options.state;
          return (
            <li key={state}>
              <Link
                href={listHref(path, query, { state: state === "due" ? null : state })}
                scroll={false}
                aria-current={isCurrent ? "true" : undefined}
                className={cn(
                  "num inline-block rounded-full border px-2.5 py-1 text-xs font-medium",
                  isCurrent
                    ? "border-accent bg-accent-soft text-accent"
                    : "border-line text-ink-2 hover:border-line-strong",
                )}
              >
                {t("products.call.count", { state: t(`products.call.states.${state}`), count: view.counts[state] })}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
