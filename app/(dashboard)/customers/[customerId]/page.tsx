import type { Metadata } from "next";
import { cache } from "react";
import { OrderHistoryChart } from "@/components/charts/order-history-chart";
import { AgreementsTable } from "@/components/customer/agreements-table";
import { BestProducts } from "@/components/customer/best-products";
import { CustomerHeader } from "@/components/customer/customer-header";
import { Neighbours } from "@/components/customer/neighbours";
import type { ProductLineView } from "@/components/customer/product-line";
import { ProductPanel } from "@/components/customer/product-panel";
import { DataStampLine } from "@/components/shell/data-stamp-line";
import { getIntl } from "@/components/shell/get-intl";
import { ProblemPage } from "@/components/shell/problem-page";
import { requireCaller } from "@/lib/auth/require-caller";
import type { ReasonKey } from "@/lib/domain/recommendation";
import { formatDate } from "@/lib/presentation/format-date";
import { listQueryOf } from "@/lib/presentation/list-href";
import type { CustomerView } from "@/lib/services/customer-view";
import { getCustomer } from "@/lib/services/get-customer";
import { getNeighbours } from "@/lib/services/get-neighbours";
import type { RawQuery } from "@/lib/services/views";
import { attempt } from "../../attempt";
import { Note } from "./note";

interface CustomerPageProps {
  params: Promise<{ customerId: string }>;
  searchParams: Promise<RawQuery>;
}

/** Of the list that the reader came from: the customers, or the call queue. */
const LIST_PARAMETERS = [
  ...["q", "segment", "region", "owner", "due", "sort", "columns", "page", "asOf"],
  ...["from", "reason", "minValue"],
];
/** What is due may stand low by score: look this far down the roll-up when the address says nothing. */
const ROLL_UP_LENGTH = "100";
const BEST_SHOWN = 10;
/** Nobody reads further on the phone; the agreement page holds the rest. */
const PANEL_SHOWN = 30;

/** Title and page of one request share one answer; text arguments, because `cache` compares by identity. */
const load = cache(async (customerId: string, queryJson: string) => {
  const caller = await requireCaller();
  const query = JSON.parse(queryJson) as RawQuery;
  return attempt(
    Promise.all([
      getCustomer(caller, { customerId, query: { ...query, k: query.k ?? ROLL_UP_LENGTH } }),
      getNeighbours(caller, { customerId, query }),
    ]),
  );
});

async function read({ params, searchParams }: CustomerPageProps) {
  const [ids, query] = await Promise.all([params, searchParams]);
  const customerId = decodeURIComponent(ids.customerId);
  return { customerId, query, ...(await load(customerId, JSON.stringify(query))) };
}

export async function generateMetadata(props: CustomerPageProps): Promise<Metadata> {
  const { view } = await read(props);
  return { title: view ? view[0].customer.name : (await getIntl()).t("customers.columns.name") };
}

// No loading.tsx here: with one, another rep's customer would answer 200 before it is known to be a 404.
export default async function CustomerPage(props: CustomerPageProps) {
  const { customerId, query, view: views, problem } = await read(props);
  const { t, locale } = await getIntl();
  if (problem) {
    return (
      <ProblemPage
        title={t("customers.columns.name")}
        problem={problem}
        resetHref={`/customers/${encodeURIComponent(customerId)}`}
      />
    );
  }
  const [view, neighbours] = views;
  const products = view.rollUp.map(productLine);
  const having = (...keys: ReasonKey[]) =>
    products.filter(({ reasons }) => reasons[0] && keys.includes(reasons[0].key));
  const due = having("overdue", "due");
  const lapsed = having("lapsed");
  const isUneven = (due.length === 0) !== (lapsed.length === 0);
  const agreementNames = namesOf(view, (id) => t("agreement.titleUnnamed", { id }));
  return (
    <>
      <Neighbours neighbours={neighbours} query={listQueryOf(query, LIST_PARAMETERS)} />
      <CustomerHeader view={view} />
      <Note key={customerId} customerId={customerId} note={view.note} />
      <div className="grid gap-4 lg:grid-cols-2">
        <div className="min-w-0 lg:col-span-2">
          <AgreementsTable customerId={customerId} agreements={view.agreements} />
        </div>
        <ProductPanel
          title={t("customer.due.title")}
          lead={t("customer.due.lead")}
          empty={t("customer.due.emptyBody", { date: formatDate(view.stamp.asOf, locale) })}
          customerId={customerId}
          products={due.slice(0, PANEL_SHOWN)}
          isWide={isUneven}
          total={view.customer.dueCount}
          agreementNames={agreementNames}
        />
        <ProductPanel
          title={t("customer.lapsed.title")}
          lead={t("customer.lapsed.lead")}
          empty={t("customer.lapsed.empty")}
          customerId={customerId}
          products={lapsed.slice(0, PANEL_SHOWN)}
          total={lapsed.length}
          isWide={isUneven}
          agreementNames={agreementNames}
        />
        <div className="min-w-0 lg:col-span-2">
          <OrderHistoryChart title={t("customer.historyTitle")} monthly={view.monthly} />
        </div>
        <div className="min-w-0 lg:col-span-2">
          <BestProducts
            customerId={customerId}
            products={query.k === undefined ? products.slice(0, BEST_SHOWN) : products}
            agreementNames={agreementNames}
          />
        </div>
      </div>
      <DataStampLine stamp={view.stamp} />
    </>
  );
}

/** Only what the page shows crosses to the browser. */
function productLine(product: CustomerView["rollUp"][number]): ProductLineView {
  const { productId, code, name, nameUk, list, score, reasons, rhythm, value, agreementId } = product;
  return { productId, code, name, nameUk, list, score, reasons, rhythm, value, agreementId };
}

/** With one agreement its name would only repeat itself on every line. */
function namesOf({ agreements }: CustomerView, unnamed: (id: string) => string): Record<string, string> {
  if (agreements.length < 2) return {};
  const isAlone = (name: string) => agreements.filter((other) => other.name === name).length === 1;
  return Object.fromEntries(
    agreements.map(({ agreementId, name, number }) => {
      const words = isAlone(name) ? [name] : [name, number];
      return [agreementId, words.filter(Boolean).join(" ") || unnamed(agreementId)];
    }),
  );
}
