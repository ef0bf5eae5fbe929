import type { CustomerRecord } from "@/lib/data/ports";
import type { AgreementId, CustomerId, ProductId } from "@/lib/domain/ids";
import type { ListShown } from "@/lib/domain/list-shown";
import { DAY_SEC } from "@/lib/domain/snapshot";
import { agreementFunnel, type Funnel, type ValuedPurchase } from "@/lib/scoring/outcome-funnel";
import type { Analytics } from "./analytics";
import type { Outcomes } from "./outcome-book";

/** When somebody last spoke to a customer, and on how many days since an instant. */
export interface Contact {
  readonly lastSec: number;
  readonly days: number;
}

/** Contacts by customer, from what was said about products and from the note that stands. Customers never spoken to are absent. */
export function contactsOf(outcomes: Outcomes, sinceSec: number): ReadonlyMap<string, Contact> {
  const times = new Map<string, number[]>();
  const add = (customerId: string, atSec: number) => {
    const known = times.get(customerId);
    if (known === undefined) times.set(customerId, [atSec]);
    else known.push(atSec);
  };
  for (const key of outcomes.agreements()) {
    for (const { standing } of outcomes.ofAgreement(key).values()) {
      for (const { atSec } of standing) add(key.customerId, atSec);
    }
  }
  for (const customerId of outcomes.notedCustomers()) {
    const { current } = outcomes.noteOf(customerId);
    if (current !== null) add(customerId, current.atSec);
  }
  return new Map(
    [...times].map(([customerId, all]) => [
      customerId,
      {
        lastSec: Math.max(...all),
        days: new Set(all.filter((atSec) => atSec >= sinceSec).map((atSec) => Math.floor(atSec / DAY_SEC))).size,
      },
    ]),
  );
}

interface FunnelInput {
  /** Customers in the caller's scope. */
  readonly recordOf: ReadonlyMap<string, CustomerRecord>;
  readonly outcomes: Outcomes;
  readonly shown: readonly ListShown[];
  readonly sinceSec: number;
  readonly knownToSec: number;
  readonly withinDays: number;
}

/** The funnel of every agreement in scope of which something was shown or said, with its customer. */
export function* funnelsInScope(
  at: Analytics,
  { recordOf, outcomes, shown, ...options }: FunnelInput,
): Generator<{ record: CustomerRecord; funnel: Funnel }> {
  const shownOf = new Map<string, { key: AgreementKey; products: Set<ProductId> }>();
  const entryOf = (key: AgreementKey) => {
    const text = `${key.customerId}\0${key.agreementId}`;
    const found = shownOf.get(text) ?? { key, products: new Set() };
    shownOf.set(text, found);
    return found;
  };
  for (const { customerId, agreementId, products } of shown) {
    const entry = entryOf({ customerId, agreementId });
    for (const product of products) entry.products.add(product);
  }
  for (const { customerId, agreementId } of outcomes.agreements()) entryOf({ customerId, agreementId });
  for (const { key, products } of shownOf.values()) {
    const record = recordOf.get(key.customerId);
    if (record === undefined) continue;
    const standing = new Map([...outcomes.ofAgreement(key)].map(([product, state]) => [product, state.standing]));
    const purchases = purchasesOf(at, key);
    yield { record, funnel: agreementFunnel({ shown: [...products], standing, purchases }, options) };
  }
}

interface AgreementKey {
  readonly customerId: CustomerId;
  readonly agreementId: AgreementId;
}

/** Every order line of the agreement in the snapshot; none when it belongs to another customer by now. */
function purchasesOf({ snapshot, index }: Analytics, { customerId, agreementId }: AgreementKey): ValuedPurchase[] {
  const user = index.userOf.get(agreementId);
  if (user === undefined) return [];
  const { lines, items, orderIds, users, customers } = snapshot;
  if (customers.customerId[users.customer[user]] !== customerId) return [];
  const purchases: ValuedPurchase[] = [];
  for (let line = lines.userOffset[user]; line < lines.userOffset[user + 1]; line++) {
    const orderId = orderIds.at(lines.order[line]);
    if (orderId === undefined) continue;
    purchases.push({
      productId: items.productId[lines.item[line]],
      orderId,
      orderedAtSec: lines.timeSec[line],
      value: lines.quantity[line] * lines.price[line],
    });
  }
  return purchases;
}
