import { historyBefore } from "@/lib/domain/interactions";
import type { ScoringRules } from "@/lib/domain/scoring-rules";
import type { Snapshot } from "@/lib/domain/snapshot";
import {
  type AgreementFigures,
  agreementFigures,
  type DueProduct,
  type LapsedFigures,
  NO_LAPSED,
  TOP_DUE,
} from "./due-products";
import type { Population } from "./population";
import { type SnapshotIndex, usersOf } from "./snapshot-index";

/** Figures of a customer over all its agreements. */
export interface CustomerFigures extends Omit<AgreementFigures, "products" | "top" | "lapsed"> {
  readonly agreements: number;
  readonly top: readonly DueOfUser[];
  readonly lapsed: Omit<LapsedFigures, "top"> & { readonly top: readonly DueOfUser[] };
}

export type DueOfUser = DueProduct & { readonly user: number };

/** What lists of customers show, for all of them at once. */
export interface Portfolio {
  /** By user index. */
  readonly agreements: readonly AgreementFigures[];
  /** By customer index. */
  readonly customers: readonly CustomerFigures[];
}

/** Figures of a customer that never ordered. */
export const NO_FIGURES: CustomerFigures = {
  agreements: 0,
  orders: 0,
  lastSec: null,
  dueCount: 0,
  overdueCount: 0,
  mostOverdueDays: null,
  expectedValue: 0,
  top: [],
  lapsed: { ...NO_LAPSED, top: [] },
};

/** Computes the portfolio of a snapshot as of the population's instant. */
export function portfolioOf(
  snapshot: Snapshot,
  context: { index: SnapshotIndex; population: Population; rules: ScoringRules },
): Portfolio {
  const { index, population, rules } = context;
  const agreements = snapshot.users.agreementId.map((_, user) => figuresOfUser(snapshot, user, { population, rules }));
  const customers = snapshot.customers.customerId.map((_, customer) =>
    customerFigures(agreements, { users: usersOf(index, customer), orders: population.facts[customer].orders }),
  );
  return { agreements, customers };
}

/** Figures of one user as of the population's instant; `hidden` items do not count as due. */
export function figuresOfUser(
  snapshot: Snapshot,
  user: number,
  context: { population: Population; rules: ScoringRules; hidden?: ReadonlySet<number> },
): AgreementFigures {
  const { population, rules, hidden } = context;
  const { asOfSec, rates } = population;
  const { packingStandard } = snapshot.items;
  return agreementFigures(historyBefore(snapshot.lines, user, asOfSec), {
    asOfSec,
    rules,
    rates,
    packingStandard,
    hidden,
  });
}

/** The portfolio with other figures for some users, and their customers' figures summed anew. The first one stays as it is. */
export function portfolioWith(
  portfolio: Portfolio,
  replaced: ReadonlyMap<number, AgreementFigures>,
  context: { snapshot: Snapshot; index: SnapshotIndex; population: Population },
): Portfolio {
  const agreements = [...portfolio.agreements];
  const customers = [...portfolio.customers];
  for (const [user, figures] of replaced) agreements[user] = figures;
  for (const customer of new Set([...replaced.keys()].map((user) => context.snapshot.users.customer[user]))) {
    customers[customer] = customerFigures(agreements, {
      users: usersOf(context.index, customer),
      orders: context.population.facts[customer].orders,
    });
  }
  return { agreements, customers };
}

function customerFigures(
  agreements: readonly AgreementFigures[],
  { users, orders }: { users: Uint32Array; orders: number },
): CustomerFigures {
  const figures = { ...NO_FIGURES, orders };
  const top: DueOfUser[] = [];
  const lapsed = { count: 0, expectedValue: 0 };
  const lapsedTop: DueOfUser[] = [];
  for (const user of users) {
    const one = agreements[user];
    if (one.orders > 0) figures.agreements++;
    figures.lastSec = larger(figures.lastSec, one.lastSec);
    figures.mostOverdueDays = larger(figures.mostOverdueDays, one.mostOverdueDays);
    figures.dueCount += one.dueCount;
    figures.overdueCount += one.overdueCount;
    figures.expectedValue += one.expectedValue;
    for (const due of one.top) top.push({ ...due, user });
    lapsed.count += one.lapsed.count;
    lapsed.expectedValue += one.lapsed.expectedValue;
    for (const due of one.lapsed.top) lapsedTop.push({ ...due, user });
  }
  return { ...figures, top: firstOf(top), lapsed: { ...lapsed, top: firstOf(lapsedTop) } };
}

function firstOf(products: readonly DueOfUser[]): DueOfUser[] {
  const sorted = products.toSorted((a, b) => b.expectedValue - a.expectedValue || a.item - b.item || a.user - b.user);
  // A product due under two agreements is one thing to say on the phone.
  return sorted.filter(({ item }, at) => sorted.findIndex((other) => other.item === item) === at).slice(0, TOP_DUE);
}

function larger(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.max(a, b);
}
