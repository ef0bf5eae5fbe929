import { historyBefore } from "@/lib/domain/interactions";
import { DAY_SEC } from "@/lib/domain/snapshot";
import type { DuePairs } from "@/lib/scoring/product/due-pairs";
import type { Analytics } from "./analytics";
import { hiddenItems } from "./hidden-items";
import type { Outcomes } from "./outcome-book";
import { duePairsFor } from "./product-facts";
import type { ServiceContext } from "./service-context";

/** What the last day before an instant brought, by customer index. */
export interface SinceYesterday {
  /** Products due or overdue now that were neither a day before. */
  readonly newlyDue: ReadonlyMap<number, number>;
  /** Customers who ordered within the day. */
  readonly ordered: ReadonlySet<number>;
}

// Gone with the instant. What people said changes more often: it is looked at each time.
const kept = new WeakMap<Analytics["population"], { fresh: DuePairs; ordered: ReadonlySet<number> }>();

/** Products that somebody refused, or put off beyond the ISO date `today`, count for nothing. */
export function sinceYesterday(
  at: Analytics,
  context: Pick<ServiceContext, "analytics" | "rules">,
  { outcomes, today }: { outcomes: Outcomes; today: string },
): SinceYesterday {
  const known = kept.get(at.population) ?? {
    fresh: withoutThoseOf(duePairsFor(at, context), dueBefore(at, context)),
    ordered: orderedWithin(at, at.asOfSec - DAY_SEC),
  };
  kept.set(at.population, known);
  const hidden = hiddenItems(at, outcomes, today);
  const newlyDue = new Map<number, number>();
  known.fresh.user.forEach((user, place) => {
    if (hidden.get(user)?.includes(known.fresh.item[place])) return;
    const customer = at.snapshot.users.customer[user];
    newlyDue.set(customer, (newlyDue.get(customer) ?? 0) + 1);
  });
  return { newlyDue, ordered: known.ordered };
}

function dueBefore(at: Analytics, context: Pick<ServiceContext, "analytics" | "rules">): DuePairs {
  return duePairsFor(context.analytics.at(at.snapshot, at.asOfSec - DAY_SEC), context);
}

/** Pairs of the first that the second has not; both ascend by user, then item. */
function withoutThoseOf(now: DuePairs, before: DuePairs): DuePairs {
  let other = 0;
  const fresh: number[] = [];
  now.user.forEach((user, place) => {
    const item = now.item[place];
    const isBehind = () => before.user[other] < user || (before.user[other] === user && before.item[other] < item);
    while (other < before.user.length && isBehind()) other++;
    if (before.user[other] !== user || before.item[other] !== item) fresh.push(place);
  });
  return {
    user: Uint32Array.from(fresh, (place) => now.user[place]),
    item: Uint32Array.from(fresh, (place) => now.item[place]),
    isOverdue: Uint8Array.from(fresh, (place) => now.isOverdue[place]),
    expectedValue: Float64Array.from(fresh, (place) => now.expectedValue[place]),
  };
}

function orderedWithin({ snapshot, asOfSec }: Analytics, fromSec: number): Set<number> {
  const ordered = new Set<number>();
  for (let user = 0; user < snapshot.lines.userCount; user++) {
    const { timeSec } = historyBefore(snapshot.lines, user, asOfSec);
    if (timeSec.length > 0 && timeSec[timeSec.length - 1] >= fromSec) ordered.add(snapshot.users.customer[user]);
  }
  return ordered;
}
