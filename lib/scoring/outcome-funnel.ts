import type { ProductId } from "@/lib/domain/ids";
import { DAY_SEC } from "@/lib/domain/snapshot";
import { matchOutcomes, type ProductPurchase } from "./match-outcomes";
import type { Statement } from "./outcome-state";

/** A purchase with what it was worth, EUR net; 0 = not priced. */
export interface ValuedPurchase extends ProductPurchase {
  readonly value: number;
}

/** How far products got under some agreements. Each product counts once an agreement. */
export interface Funnel {
  /** Stood on a list that somebody opened, or was spoken of. */
  readonly shown: number;
  /** Said to be offered or ordered. */
  readonly offered: number;
  /** Offered, and a real order of the product followed. */
  readonly ordered: number;
  /** EUR net of the product on those orders; unpriced lines leave it out. */
  readonly amount: number;
  /** Offered, no order yet, and the days in which one counts are not over. */
  readonly waiting: number;
  /** Put off, and refused: what was said last. */
  readonly notNow: number;
  readonly never: number;
}

export const NO_FUNNEL: Funnel = { shown: 0, offered: 0, ordered: 0, amount: 0, waiting: 0, notNow: 0, never: 0 };

export function addFunnels(a: Funnel, b: Funnel): Funnel {
  return {
    shown: a.shown + b.shown,
    offered: a.offered + b.offered,
    ordered: a.ordered + b.ordered,
    amount: a.amount + b.amount,
    waiting: a.waiting + b.waiting,
    notNow: a.notNow + b.notNow,
    never: a.never + b.never,
  };
}

export interface AgreementStory {
  /** Products on lists that were opened since `sinceSec`. */
  readonly shown: readonly ProductId[];
  /** What was said by product and not taken back, oldest first, from whatever time. */
  readonly standing: ReadonlyMap<ProductId, readonly Statement[]>;
  /** Real orders of the agreement. */
  readonly purchases: readonly ValuedPurchase[];
}

/**
 * The funnel of one agreement over what was shown and said since an instant. Orders are matched over everything that was ever said, so
 * that an order which belongs to an earlier offer is not counted for a later one. `knownToSec` is the end of the order data.
 */
export function agreementFunnel(
  { shown, standing, purchases }: AgreementStory,
  { sinceSec, knownToSec, withinDays }: { sinceSec: number; knownToSec: number; withinDays: number },
): Funnel {
  const orders = matchOutcomes([...standing.values()].flat(), purchases, { withinDays });
  const seen = new Set<ProductId>(shown);
  let funnel = NO_FUNNEL;
  for (const [productId, statements] of standing) {
    const recent = statements.filter(({ atSec }) => atSec >= sinceSec);
    const last = recent.at(-1);
    if (last === undefined) continue;
    seen.add(productId);
    const offers = recent.filter(({ kind }) => kind === "offered" || kind === "ordered");
    const matched = new Map(
      offers.flatMap((offer) => {
        const order = orders.get(offer);
        return order === undefined ? [] : [[order.orderId, order] as const];
      }),
    );
    const bought = purchases.filter((one) => one.productId === productId && matched.has(one.orderId));
    const latest = offers.at(-1);
    const isOpen = matched.size === 0 && latest !== undefined && latest.atSec + withinDays * DAY_SEC >= knownToSec;
    funnel = addFunnels(funnel, {
      shown: 0,
      offered: offers.length > 0 ? 1 : 0,
      ordered: matched.size > 0 ? 1 : 0,
      amount: bought.reduce((sum, { value }) => sum + value, 0),
      waiting: isOpen ? 1 : 0,
      notNow: last.kind === "not_now" ? 1 : 0,
      never: last.kind === "never" ? 1 : 0,
    });
  }
  return { ...funnel, shown: seen.size };
}
