import type { OrderId, ProductId } from "@/lib/domain/ids";
import type { OutcomeEvent } from "@/lib/domain/outcome";
import { DAY_SEC } from "@/lib/domain/snapshot";

/** Within how many days an order counts as having followed an offer, unless the setting says otherwise. */
export const DEFAULT_MATCH_DAYS = 30;

export interface MatchedOrder {
  readonly orderId: OrderId;
  readonly orderedAtSec: number;
}

export interface ProductPurchase extends MatchedOrder {
  readonly productId: ProductId;
}

type Told = Pick<OutcomeEvent, "seq" | "productId" | "kind" | "atSec">;

const startOfDay = (sec: number) => Math.floor(sec / DAY_SEC) * DAY_SEC;

/**
 * The real order that followed each `offered` or `ordered` of one agreement, by the event. What is said about a product
 * until its order arrives (offered on Monday, ordered on Wednesday) belongs to one sale and shares the order; an order
 * belongs to one sale only. An order counts from the start of the day on which it was first spoken of, because a call
 * is often logged after the order is entered, through `withinDays` days after. Events are those not taken back.
 */
export function matchOutcomes<Event extends Told>(
  events: readonly Event[],
  purchases: readonly ProductPurchase[],
  { withinDays }: { withinDays: number },
): Map<Event, MatchedOrder> {
  const matches = new Map<Event, MatchedOrder>();
  const told = events.filter(({ kind }) => kind === "offered" || kind === "ordered");
  for (const [productId, ofProduct] of byProduct(told)) {
    const orders = distinctOrders(purchases.filter((purchase) => purchase.productId === productId));
    let sale: { endSec: number; order: MatchedOrder | null } | null = null;
    for (const event of ofProduct.sort((a, b) => a.atSec - b.atSec || a.seq - b.seq)) {
      if (sale === null || event.atSec > sale.endSec) {
        const order = takeFirst(orders, {
          fromSec: startOfDay(event.atSec),
          toSec: event.atSec + withinDays * DAY_SEC,
        });
        const endSec =
          order === null ? event.atSec + withinDays * DAY_SEC : startOfDay(order.orderedAtSec) + DAY_SEC - 1;
        sale = { order, endSec: Math.max(endSec, event.atSec) };
      }
      if (sale.order !== null) matches.set(event, sale.order);
    }
  }
  return matches;
}

function byProduct<Event extends Told>(events: readonly Event[]): Map<ProductId, Event[]> {
  const groups = new Map<ProductId, Event[]>();
  for (const event of events) {
    const group = groups.get(event.productId);
    if (group === undefined) groups.set(event.productId, [event]);
    else group.push(event);
  }
  return groups;
}

/** Each order once, by its first line, oldest first, ties by id. */
function distinctOrders(purchases: readonly ProductPurchase[]): MatchedOrder[] {
  const orders = new Map<OrderId, MatchedOrder>();
  for (const { orderId, orderedAtSec } of purchases) {
    const known = orders.get(orderId);
    if (known === undefined || orderedAtSec < known.orderedAtSec) orders.set(orderId, { orderId, orderedAtSec });
  }
  return [...orders.values()].sort(
    (a, b) => a.orderedAtSec - b.orderedAtSec || (a.orderId < b.orderId ? -1 : a.orderId > b.orderId ? 1 : 0),
  );
}

/** Takes the first order of the span out of the list. */
function takeFirst(
  orders: MatchedOrder[],
  { fromSec, toSec }: { fromSec: number; toSec: number },
): MatchedOrder | null {
  const at = orders.findIndex(({ orderedAtSec }) => orderedAtSec >= fromSec && orderedAtSec <= toSec);
  return at < 0 ? null : orders.splice(at, 1)[0];
}
