import type { Rhythm } from "@/lib/domain/recommendation";
import type { Segment } from "@/lib/domain/segment";
import type { OutcomeView } from "./agreement-view";
import type { DataStamp, Page } from "./views";

/** What the product page, its list of customers and the list of products answer: plain data, as in `views.ts`. */

export interface ProductLabelView {
  productId: string;
  code: string;
  name: string;
  nameUk: string | null;
}

/** Which of a product's buyers to list: `due` are those due or overdue, the list to call. */
export const BUYER_STATES = ["due", "overdue", "lapsed", "upcoming", "once", "all"] as const;
export type BuyerState = (typeof BUYER_STATES)[number];

export const BUYER_SORTS = [
  "customerName",
  "ownerName",
  "orders",
  "lastOrderAt",
  "daysOverdue",
  "suggestedQuantity",
  "probability",
  "expectedValue",
] as const;
export type BuyerSortKey = (typeof BUYER_SORTS)[number];

/** One agreement that bought the product. */
export interface ProductBuyerRow {
  customerId: string;
  customerName: string;
  phone: string | null;
  region: string | null;
  ownerName: string | null;
  segment: Segment;
  agreementId: string;
  /** null where the customer has one agreement, which needs no name. */
  agreementName: string | null;
  rhythm: Rhythm;
  orders: number;
  lastOrderAt: string;
  daysOverdue: number | null;
  suggestedQuantity: number;
  lastPrice: number | null;
  probability: number;
  expectedValue: number;
  outcome: OutcomeView | null;
}

/** A buyer whom nobody should call about this now, and why. */
export interface LeftOutBuyer {
  customerId: string;
  customerName: string;
  agreementId: string;
  why: "never" | "not_now" | "customer_later" | "blocked";
  /** ISO date from which it is listed again; null = not by itself. */
  until: string | null;
  by: string | null;
}

export interface BuyerListOptions {
  state: BuyerState;
  sort: { key: BuyerSortKey; descending: boolean };
}

export interface StockLine {
  storage: string;
  amount: number;
}

export interface ProductView {
  product: ProductLabelView & { oeNumber: string | null; packingStandard: number; group: string | null };
  /** Over the caller's own customers. */
  figures: { buyers: number; orders: number; lastOrderAt: string | null; units: number };
  /** null where the source has no stock at all. */
  stock: StockLine[] | null;
  options: BuyerListOptions;
  list: Page<ProductBuyerRow>;
  /** Buyers in each state, left-out ones apart. */
  counts: Record<BuyerState, number>;
  /** Sum over those due or overdue. */
  dueValue: number;
  leftOut: LeftOutBuyer[];
  /** What is ordered with it, strongest first; `share` of the orders with this product that hold it too. */
  goesWith: (ProductLabelView & { share: number })[];
  /** Of the caller's own customers. */
  monthly: { month: string; orders: number; units: number; value: number | null }[];
  stamp: DataStamp;
}

export interface ReplacementsView {
  /** `source`: the order database names them; `name`: only their names are alike; null: there are none. */
  basis: "source" | "name" | null;
  products: (ProductLabelView & {
    /** In stores that sell; null where the source has no stock. */
    stock: number | null;
    /** Share of telling words in common; null when named by the source. */
    similarity: number | null;
  })[];
}

export const PRODUCT_SORTS = ["code", "name", "dueCustomers", "overdueCustomers", "expectedValue"] as const;
export type ProductSortKey = (typeof PRODUCT_SORTS)[number];

export interface ProductRow extends ProductLabelView {
  oeNumber: string | null;
  /** Of the caller's own customers. */
  dueCustomers: number;
  overdueCustomers: number;
  expectedValue: number;
  /** null where the source has no stock. */
  stock: number | null;
}

export interface ProductListOptions {
  q: string;
  due: "overdue" | null;
  /** null = how well it fits the search. */
  sort: { key: ProductSortKey; descending: boolean } | null;
}

export interface ProductListView {
  options: ProductListOptions;
  list: Page<ProductRow>;
  /** The search found more than the list shows. */
  isCut: boolean;
  hasStock: boolean;
  stamp: DataStamp;
}

/** One line of the command palette. */
export type SearchResult =
  | { kind: "customer"; customerId: string; name: string; note: string | null }
  | { kind: "agreement"; customerId: string; agreementId: string; name: string; customerName: string }
  | ({ kind: "product"; oeNumber: string | null; isTypo: boolean } & ProductLabelView);

export interface SearchView {
  q: string;
  /** Together by kind, the kind with the best find first. */
  results: SearchResult[];
  /** The catalogue is being read for the first time: products are found a little later. */
  isReadingCatalogue: boolean;
}
