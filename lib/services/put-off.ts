import type { CustomerRecord } from "@/lib/data/ports";
import type { Caller } from "@/lib/domain/caller";
import { compareIds } from "@/lib/domain/ids";
import { snapshotLabel } from "./agreement-history";
import type { Analytics } from "./analytics";
import { figuresOf } from "./customer-rows";
import { noteView } from "./note-view";
import type { NoteState, Outcomes } from "./outcome-book";
import { outcomeView } from "./outcome-view";
import type { LaterCustomer, SnoozedProduct, TodayView } from "./today-view";

const MAX_SHOWN = 50;

/** Whether the next contact was agreed for after the ISO date `today`. */
export function isLater({ current }: NoteState, today: string): boolean {
  return current !== null && current.nextContactOn !== null && current.nextContactOn > today;
}

/** What stays out of the queue because it was put off, the soonest first: customers, and single products. */
export function putOff(
  at: Analytics,
  {
    records,
    outcomes,
    today,
    caller,
  }: { records: readonly CustomerRecord[]; outcomes: Outcomes; today: string; caller: Caller },
): TodayView["later"] {
  const recordOf = new Map<string, CustomerRecord>(records.map((record) => [record.customerId, record]));
  const customers: LaterCustomer[] = [];
  for (const customerId of outcomes.notedCustomers()) {
    const record = recordOf.get(customerId);
    const state = outcomes.noteOf(customerId);
    if (record === undefined || !isLater(state, today)) continue;
    const { dueCount, expectedValue } = figuresOf(at, record).figures;
    customers.push({ customerId, name: record.name, dueCount, expectedValue, note: noteView(state, caller) });
  }
  const products: SnoozedProduct[] = [];
  for (const key of outcomes.agreements()) {
    const record = recordOf.get(key.customerId);
    if (record === undefined) continue;
    for (const [productId, state] of outcomes.ofAgreement(key)) {
      const outcome = outcomeView(state, { caller });
      if (outcome?.kind !== "not_now" || outcome.snoozeUntil === null || outcome.snoozeUntil <= today) continue;
      products.push({ ...key, productId, customerName: record.name, ...snapshotLabel(at, productId), outcome });
    }
  }
  const byDate = (a: string | null, b: string | null) => (a === b ? 0 : (a ?? "") < (b ?? "") ? -1 : 1);
  customers.sort(
    (a, b) => byDate(a.note.nextContactOn, b.note.nextContactOn) || compareIds(a.customerId, b.customerId),
  );
  products.sort(
    (a, b) =>
      byDate(a.outcome.snoozeUntil, b.outcome.snoozeUntil) ||
      compareIds(a.customerId, b.customerId) ||
      compareIds(a.productId, b.productId),
  );
  return {
    customers: customers.slice(0, MAX_SHOWN),
    customerTotal: customers.length,
    products: products.slice(0, MAX_SHOWN),
    productTotal: products.length,
  };
}
