import type { Scorer } from "@/lib/scoring/scorer";
import { LIST_LENGTH } from "./metric-keys";
import { historyOf, type RankedList, topItems } from "./rank-users";
import type { GroundTruth, Split } from "./split";
import { soldItems } from "./truncate-snapshot";

/** A customer as one user: its agreements with history, and what any of them bought in the holdout. */
export interface RolledUpCustomer {
  readonly customer: number;
  /** Positions in `split.users`. */
  readonly members: readonly number[];
  readonly truth: GroundTruth;
}

/**
 * The customers of the evaluated users, ascending, each with all its agreements; null where every customer has one
 * agreement, for then the roll-up is what was measured already.
 */
export function rollUpCustomers(split: Split, evaluated: Int32Array): readonly RolledUpCustomer[] | null {
  const customerOf = (position: number) => split.past.users.customer[split.users[position]];
  const wanted = new Set(Array.from(evaluated, customerOf));
  const members = new Map<number, number[]>();
  for (let position = 0; position < split.users.length; position++) {
    const customer = customerOf(position);
    if (!wanted.has(customer)) continue;
    const list = members.get(customer);
    if (list === undefined) members.set(customer, [position]);
    else list.push(position);
  }
  if ([...members.values()].every((positions) => positions.length === 1)) return null;
  return [...members]
    .sort((a, b) => a[0] - b[0])
    .map(([customer, positions]) => ({
      customer,
      members: positions,
      truth: unionOf(positions.map((at) => split.truth[at])),
    }));
}

function unionOf(truths: readonly (GroundTruth | null)[]): GroundTruth {
  const values = new Map<number, number>();
  for (const truth of truths) {
    truth?.items.forEach((item, at) => {
      values.set(item, (values.get(item) ?? 0) + truth.value[at]);
    });
  }
  const items = Int32Array.from(values.keys()).sort();
  return { items, value: Float64Array.from(items, (item) => values.get(item) ?? 0) };
}

/** Best score of each product over a customer's agreements, ranked like any list. */
export function rankRolledUp(scorer: Scorer, split: Split, customers: readonly RolledUpCustomer[]): RankedList[] {
  const sold = soldItems(split.past);
  const out = new Float64Array(split.past.lines.itemCount);
  const best = new Float64Array(out.length);
  return customers.map(({ members }) => {
    best.fill(Number.NEGATIVE_INFINITY);
    for (const position of members) {
      const user = split.users[position];
      scorer.scoreUser({ user, history: historyOf(split, user), asOfSec: split.asOfSec[position], out });
      for (let item = 0; item < out.length; item++)
        if (sold[item] === 1 && out[item] > best[item]) best[item] = out[item];
    }
    return topItems(best, LIST_LENGTH);
  });
}
