import type { CustomerRecord } from "@/lib/data/ports";
import type { Caller } from "@/lib/domain/caller";
import { compareIds, type ProductId } from "@/lib/domain/ids";
import { hidesProduct } from "@/lib/scoring/outcome-state";
import type { ItemBuyer, ItemPurchases } from "@/lib/scoring/product/item-buyers";
import type { Analytics } from "./analytics";
import { isoOf } from "./data-stamp";
import { type ItemFigures, itemFigures } from "./item-figures";
import type { Outcomes } from "./outcome-book";
import { outcomeView } from "./outcome-view";
import { recordsByUser } from "./product-facts";
import {
  BUYER_STATES,
  type BuyerListOptions,
  type BuyerState,
  type LeftOutBuyer,
  type ProductBuyerRow,
} from "./product-view";
import { isLater } from "./put-off";
import type { ServiceContext } from "./service-context";
import { dateOf } from "./today-date";

const belongsTo = (state: ProductBuyerRow["rhythm"]["state"], wanted: BuyerState): boolean => {
  if (wanted === "all") return true;
  return wanted === "due" ? state === "due" || state === "overdue" : state === wanted;
};

/** A product's buyers among the caller's customers, as filtered and sorted, beside those nobody should call now. */
export function productBuyers(
  at: Analytics,
  input: {
    context: ServiceContext;
    caller: Caller;
    /** Customers in the caller's scope. */
    records: readonly CustomerRecord[];
    /** Names of agreements, by id, where a customer has several. */
    agreementNames: ReadonlyMap<string, string>;
    outcomes: Outcomes;
    productId: ProductId;
    options: BuyerListOptions;
  },
) {
  const { context, caller, records, agreementNames, outcomes, productId, options } = input;
  const item = at.index.itemOf.get(productId);
  const recordOf = recordsByUser(at, records);
  const figures = item === undefined ? null : itemFigures(at, item, context);
  const purchases: ItemPurchases[] = [];
  const today = dateOf(context.nowSec());
  const rows: ProductBuyerRow[] = [];
  const leftOut: LeftOutBuyer[] = [];
  const counts: Record<BuyerState, number> = { due: 0, overdue: 0, lapsed: 0, upcoming: 0, once: 0, all: 0 };
  let dueValue = 0;
  for (const [place, one] of (figures?.purchases ?? []).entries()) {
    const record = recordOf(one.user);
    // Not among the caller's customers.
    if (record === undefined) continue;
    purchases.push(one);
    const buyer = (figures as ItemFigures).buyers[place];
    const agreementId = at.snapshot.users.agreementId[one.user];
    const { customerId } = record;
    const state = outcomes.ofAgreement({ customerId, agreementId }).get(productId);
    const away = whyLeftOut(record, { outcomes, said: state?.current ?? null, today });
    if (away !== null) {
      if (belongsTo(buyer.rhythm.state, options.state)) {
        leftOut.push({ customerId, customerName: record.name, agreementId, ...away });
      }
      continue;
    }
    for (const wanted of BUYER_STATES) if (belongsTo(buyer.rhythm.state, wanted)) counts[wanted]++;
    if (belongsTo(buyer.rhythm.state, "due")) dueValue += buyer.expectedValue;
    if (!belongsTo(buyer.rhythm.state, options.state)) continue;
    rows.push({
      ...rowOf(buyer, record),
      segment: at.population.segment[at.snapshot.users.customer[one.user]],
      agreementId,
      agreementName: agreementNames.get(agreementId) ?? null,
      outcome: outcomeView(state, { caller }),
    });
  }
  leftOut.sort((a, b) => compareIds(a.customerId, b.customerId) || compareIds(a.agreementId, b.agreementId));
  return {
    item,
    purchases,
    goesWith: figures?.goesWith ?? [],
    rows: rows.sort(buyerOrder(options.sort)),
    leftOut,
    counts,
    dueValue,
  };
}

function rowOf(
  buyer: ItemBuyer,
  record: CustomerRecord,
): Omit<ProductBuyerRow, "segment" | "agreementId" | "agreementName" | "outcome"> {
  const { rhythm, suggestedQuantity, lastPrice, probability, expectedValue } = buyer;
  return {
    customerId: record.customerId,
    customerName: record.name,
    phone: record.phone,
    region: record.region,
    ownerName: record.ownerName,
    rhythm,
    orders: rhythm.orders,
    lastOrderAt: isoOf(rhythm.lastAtSec),
    daysOverdue: rhythm.daysOverdue,
    suggestedQuantity,
    lastPrice,
    probability,
    expectedValue,
  };
}

function whyLeftOut(
  record: CustomerRecord,
  {
    outcomes,
    said,
    today,
  }: {
    outcomes: Outcomes;
    said: { kind: string; snoozeUntil: string | null; actor: { name: string } } | null;
    today: string;
  },
): Pick<LeftOutBuyer, "why" | "until" | "by"> | null {
  if (record.isBlocked) return { why: "blocked", until: null, by: null };
  if (said !== null && (said.kind === "never" || said.kind === "not_now") && hidesProduct(said as never, today)) {
    return { why: said.kind, until: said.snoozeUntil, by: said.actor.name };
  }
  const note = outcomes.noteOf(record.customerId);
  if (isLater(note, today)) {
    return {
      why: "customer_later",
      until: note.current?.nextContactOn ?? null,
      by: note.current?.actor.name ?? null,
    };
  }
  return null;
}

const collator = new Intl.Collator("uk", { numeric: true });

/** Absent values last in either direction; equal rows by customer, then agreement. */
function buyerOrder({ key, descending }: BuyerListOptions["sort"]) {
  const sign = descending ? -1 : 1;
  return (rowA: ProductBuyerRow, rowB: ProductBuyerRow) => {
    const a = rowA[key];
    const b = rowB[key];
    if (a === null || b === null) {
      if (a !== b) return a === null ? 1 : -1;
    } else {
      const order = typeof a === "string" ? collator.compare(a, String(b)) : a - Number(b);
      if (order !== 0) return sign * order;
    }
    return compareIds(rowA.customerId, rowB.customerId) || compareIds(rowA.agreementId, rowB.agreementId);
  };
}
