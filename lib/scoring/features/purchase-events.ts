import type { History } from "@/lib/domain/interactions";

/** Purchases of one user, oldest first: one entry for each distinct (order, item); lines of one item in one order are merged. */
export interface PurchaseEvents {
  readonly count: number;
  readonly item: Int32Array;
  readonly timeSec: Int32Array;
  /** 0-based number of the order in the user's own sequence. */
  readonly orderNumber: Int32Array;
  readonly quantity: Float64Array;
  /** EUR net per unit; 0 = not priced. */
  readonly price: Float64Array;
  /** 1 when the user had bought the item in an earlier order. */
  readonly isRepeat: Uint8Array;
  /** Orders in all. */
  readonly orders: number;
}

/** Per-item scratch, so that walking a history allocates nothing the size of the catalogue. */
export interface EventScratch {
  /** Event index + 1 of the newest event of each item; all 0 between calls. */
  readonly newest: Int32Array;
}

export const eventScratch = (itemCount: number): EventScratch => ({ newest: new Int32Array(itemCount) });

export function purchaseEventsOf(history: History, { newest }: EventScratch): PurchaseEvents {
  const lines = history.item.length;
  const item = new Int32Array(lines);
  const timeSec = new Int32Array(lines);
  const orderNumber = new Int32Array(lines);
  const quantity = new Float64Array(lines);
  const price = new Float64Array(lines);
  const isRepeat = new Uint8Array(lines);
  const order = new Int32Array(lines);
  let count = 0;
  let orders = 0;
  for (let line = 0; line < lines; line++) {
    if (line === 0 || history.order[line] !== history.order[line - 1]) orders++;
    const bought = history.item[line];
    const before = newest[bought] - 1;
    if (before >= 0 && order[before] === history.order[line]) {
      quantity[before] += history.quantity[line];
      if (price[before] === 0) price[before] = history.price[line];
      continue;
    }
    item[count] = bought;
    timeSec[count] = history.timeSec[line];
    orderNumber[count] = orders - 1;
    order[count] = history.order[line];
    quantity[count] = history.quantity[line];
    price[count] = history.price[line];
    isRepeat[count] = before >= 0 ? 1 : 0;
    newest[bought] = ++count;
  }
  for (let event = 0; event < count; event++) newest[item[event]] = 0;
  return {
    count,
    item: item.subarray(0, count),
    timeSec: timeSec.subarray(0, count),
    orderNumber: orderNumber.subarray(0, count),
    quantity: quantity.subarray(0, count),
    price: price.subarray(0, count),
    isRepeat: isRepeat.subarray(0, count),
    orders,
  };
}
