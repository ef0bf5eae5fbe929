import type { CustomerRecord } from "@/lib/data/ports";
import type { Snapshot } from "@/lib/domain/snapshot";
import { type DuePairs, duePairsOf } from "@/lib/scoring/product/due-pairs";
import { type ItemLines, itemLinesOf } from "@/lib/scoring/product/item-lines";
import type { Analytics } from "./analytics";
import type { ServiceContext } from "./service-context";

export function itemLinesFor({ derived }: Pick<ServiceContext, "derived">, snapshot: Snapshot): ItemLines {
  return derived.of(snapshot, "item-lines", () => itemLinesOf(snapshot.lines));
}

// Computed at the first question about an instant, and gone with it.
const duePairsByPopulation = new WeakMap<Analytics["population"], DuePairs>();

export function duePairsFor(at: Analytics, { rules }: Pick<ServiceContext, "rules">): DuePairs {
  const found =
    duePairsByPopulation.get(at.population) ?? duePairsOf(at.snapshot, { population: at.population, rules });
  duePairsByPopulation.set(at.population, found);
  return found;
}

/** The customer's record by user index; undefined for an agreement outside the records, which are those in scope. */
export function recordsByUser(
  { snapshot, index }: Analytics,
  records: readonly CustomerRecord[],
): (user: number) => CustomerRecord | undefined {
  const ofCustomer = new Map<number, CustomerRecord>();
  for (const record of records) {
    const customer = index.customerOf.get(record.customerId);
    if (customer !== undefined) ofCustomer.set(customer, record);
  }
  return (user) => ofCustomer.get(snapshot.users.customer[user]);
}
