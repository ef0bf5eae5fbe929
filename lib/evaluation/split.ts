import { firstAtOrAfter, type History, type Interactions, sliceHistory } from "@/lib/domain/interactions";
import type { Snapshot } from "@/lib/domain/snapshot";
import type { Window } from "./plan-windows";
import { filterSnapshot, truncateSnapshot, usersWithHistory } from "./truncate-snapshot";

export type Protocol = "next-30-days" | "next-basket";
export const PROTOCOLS: readonly Protocol[] = ["next-30-days", "next-basket"];

/** What one user bought in the holdout: distinct items ascending, with the value (EUR) bought of each. */
export interface GroundTruth {
  readonly items: Int32Array;
  readonly value: Float64Array;
}

/** One fold: a past to fit on, and for each user the instant of asking and what came after it. */
export interface Split {
  readonly protocol: Protocol;
  /** Everything a model may see: the future is physically absent. */
  readonly past: Snapshot;
  /** Handed to the fit as "now": later than every line of `past`. */
  readonly cutoffSec: number;
  /** Exclusive end of the holdout. */
  readonly endSec: number;
  /** Users with history, ascending: the unconditional population. */
  readonly users: Int32Array;
  /** The instant of asking of each of `users`. */
  readonly asOfSec: Int32Array;
  /** Ground truth of each of `users`; null = bought nothing in the holdout. */
  readonly truth: readonly (GroundTruth | null)[];
}

/** Distinct items of some lines, ascending, with their value; null when there is no line. */
export function groundTruthOf(lines: History): GroundTruth | null {
  if (lines.item.length === 0) return null;
  const bought = new Map<number, number>();
  for (let line = 0; line < lines.item.length; line++) {
    const item = lines.item[line];
    bought.set(item, (bought.get(item) ?? 0) + lines.quantity[line] * lines.price[line]);
  }
  const items = Int32Array.from(bought.keys()).sort();
  return { items, value: Float64Array.from(items, (item) => bought.get(item) ?? 0) };
}

/** `next-30-days`: history before the cutoff, ground truth in the half-open window. */
export function splitAtWindow(snapshot: Snapshot, window: Window): Split {
  const { lines } = snapshot;
  const users = usersWithHistory(lines, window.cutoffSec);
  const truth = Array.from(users, (user) => groundTruthOf(linesIn(lines, user, window)));
  return {
    protocol: "next-30-days",
    past: truncateSnapshot(snapshot, window.cutoffSec),
    cutoffSec: window.cutoffSec,
    endSec: window.endSec,
    users,
    asOfSec: new Int32Array(users.length).fill(window.cutoffSec),
    truth,
  };
}

function linesIn(lines: Interactions, user: number, window: Window): History {
  const end = lines.userOffset[user + 1];
  const from = firstAtOrAfter(lines.timeSec, window.cutoffSec, lines.userOffset[user], end);
  return sliceHistory(lines, from, firstAtOrAfter(lines.timeSec, window.endSec, from, end));
}

/**
 * `next-basket`: ground truth is the distinct products of a user's last order, the history every line of the orders before
 * it; users need one such order. The list is asked for at the instant the last order begins, or right after the
 * history where data of whole days gives both one time. As the literature does (Hu et al. 2020; Faggioli et al. 2020), users are
 * held out in one fold, so the past of one user may be later than the last basket of another; nobody's own future is
 * ever in the past.
 */
export function splitLastBasket(snapshot: Snapshot): Split {
  const { lines } = snapshot;
  const lastOrder = new Int32Array(lines.userCount).fill(-1);
  const users: number[] = [];
  const asOfSec: number[] = [];
  const truth: GroundTruth[] = [];
  for (let user = 0; user < lines.userCount; user++) {
    const basket = lastBasket(lines, user);
    if (basket === null) continue;
    lastOrder[user] = basket.order;
    if (basket.historyEndSec === null) continue;
    users.push(user);
    asOfSec.push(Math.max(basket.startSec, basket.historyEndSec + 1));
    truth.push(basket.truth);
  }
  const userOfLine = new Int32Array(lines.item.length);
  for (let user = 0; user < lines.userCount; user++)
    userOfLine.fill(user, lines.userOffset[user], lines.userOffset[user + 1]);
  const past = filterSnapshot(snapshot, {
    id: `${snapshot.id}@last-basket`,
    keep: (line) => lines.order[line] !== lastOrder[userOfLine[line]],
  });
  return {
    protocol: "next-basket",
    past,
    cutoffSec: past.dataToSec + 1,
    endSec: snapshot.dataToSec + 1,
    users: Int32Array.from(users),
    asOfSec: Int32Array.from(asOfSec),
    truth,
  };
}

interface LastBasket {
  readonly order: number;
  readonly startSec: number;
  /** Newest line of the orders before it; null = there is none. */
  readonly historyEndSec: number | null;
  readonly truth: GroundTruth;
}

function lastBasket(lines: Interactions, user: number): LastBasket | null {
  const from = lines.userOffset[user];
  const to = lines.userOffset[user + 1];
  if (from === to) return null;
  const order = lines.order[to - 1];
  const basket: number[] = [];
  let historyEndSec: number | null = null;
  for (let line = from; line < to; line++) {
    if (lines.order[line] === order) basket.push(line);
    else historyEndSec = lines.timeSec[line];
  }
  const truth = groundTruthOf({
    item: Int32Array.from(basket, (line) => lines.item[line]),
    order: Int32Array.from(basket, () => order),
    timeSec: Int32Array.from(basket, (line) => lines.timeSec[line]),
    quantity: Float64Array.from(basket, (line) => lines.quantity[line]),
    price: Float64Array.from(basket, (line) => lines.price[line]),
  });
  return truth === null ? null : { order, startSec: lines.timeSec[basket[0]], historyEndSec, truth };
}
