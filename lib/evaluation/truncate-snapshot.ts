import type { OrderId } from "@/lib/domain/ids";
import { historyBefore, type Interactions } from "@/lib/domain/interactions";
import type { Snapshot } from "@/lib/domain/snapshot";

/** Keeps the lines that `keep` accepts; orders without a line left disappear and the rest are numbered anew. */
export function filterSnapshot(snapshot: Snapshot, input: { id: string; keep: (line: number) => boolean }): Snapshot {
  const { lines } = snapshot;
  const kept: number[] = [];
  const userOffset = new Uint32Array(lines.userCount + 1);
  const orderSeen = new Uint8Array(lines.orderCount);
  for (let user = 0; user < lines.userCount; user++) {
    for (let line = lines.userOffset[user]; line < lines.userOffset[user + 1]; line++) {
      if (!input.keep(line)) continue;
      kept.push(line);
      orderSeen[lines.order[line]] = 1;
    }
    userOffset[user + 1] = kept.length;
  }
  const newOrder = new Int32Array(lines.orderCount).fill(-1);
  const orderIds: OrderId[] = [];
  for (let order = 0; order < lines.orderCount; order++) {
    if (orderSeen[order] === 0) continue;
    newOrder[order] = orderIds.length;
    orderIds.push(snapshot.orderIds.at(order) as OrderId);
  }
  const count = kept.length;
  const columns = {
    item: new Int32Array(count),
    order: new Int32Array(count),
    timeSec: new Int32Array(count),
    quantity: new Float64Array(count),
    price: new Float64Array(count),
  };
  let dataFromSec = Number.POSITIVE_INFINITY;
  let dataToSec = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < count; i++) {
    const line = kept[i];
    columns.item[i] = lines.item[line];
    columns.order[i] = newOrder[lines.order[line]];
    columns.timeSec[i] = lines.timeSec[line];
    columns.quantity[i] = lines.quantity[line];
    columns.price[i] = lines.price[line];
    dataFromSec = Math.min(dataFromSec, lines.timeSec[line]);
    dataToSec = Math.max(dataToSec, lines.timeSec[line]);
  }
  const filtered: Interactions = {
    ...columns,
    userCount: lines.userCount,
    itemCount: lines.itemCount,
    orderCount: orderIds.length,
    userOffset,
  };
  return {
    ...snapshot,
    id: input.id,
    lines: filtered,
    orderIds,
    dataFromSec: count === 0 ? 0 : dataFromSec,
    dataToSec: count === 0 ? 0 : dataToSec,
  };
}

/**
 * The snapshot as it was at the cutoff: lines at or after it are physically gone (copied out, not masked), so
 * nothing computed from the result can know the future. Users and items keep their dense indices; an item first sold
 * after the cutoff stays as an index without a line, and the evaluation never lists it (see `soldItems`).
 */
export function truncateSnapshot(snapshot: Snapshot, cutoffSec: number): Snapshot {
  const { timeSec } = snapshot.lines;
  return filterSnapshot(snapshot, { id: `${snapshot.id}@${cutoffSec}`, keep: (line) => timeSec[line] < cutoffSec });
}

/** 1 for every item with at least one line in the snapshot: the catalogue that may be ranked. */
export function soldItems(snapshot: Snapshot): Uint8Array {
  const sold = new Uint8Array(snapshot.lines.itemCount);
  for (const item of snapshot.lines.item) sold[item] = 1;
  return sold;
}

/** Users with at least one line before the cutoff, ascending. */
export function usersWithHistory(lines: Interactions, cutoffSec: number): Int32Array {
  const users: number[] = [];
  for (let user = 0; user < lines.userCount; user++) {
    if (historyBefore(lines, user, cutoffSec).item.length > 0) users.push(user);
  }
  return Int32Array.from(users);
}
