import { agreementId, compareIds, customerId, orderId, productId } from "@/lib/domain/ids";
import { DAY_SEC, type Snapshot } from "@/lib/domain/snapshot";

/** One purchase: user, product and order by name, day counted from 2020-01-01, and how much. */
export interface TinyLine {
  readonly user: string;
  readonly item: string;
  readonly order: string;
  readonly day: number;
  readonly quantity?: number;
  readonly price?: number;
}

/** 2020-01-01 00:00 UTC. */
export const TINY_START_SEC = 1_577_836_800;

/**
 * A snapshot from a handful of lines, for tests: every user is a customer of its own. `users` and `items` may name some
 * without a line, so that two snapshots can share their indices.
 */
export function tinySnapshot(
  lines: readonly TinyLine[],
  known: { users?: readonly string[]; items?: readonly string[] } = {},
): Snapshot {
  const userIds = distinct([...lines.map((line) => line.user), ...(known.users ?? [])]);
  const itemIds = distinct([...lines.map((line) => line.item), ...(known.items ?? [])]);
  const orderIds = distinct(lines.map((line) => line.order));
  const rows = lines
    .map((line) => ({
      user: userIds.indexOf(line.user),
      item: itemIds.indexOf(line.item),
      order: orderIds.indexOf(line.order),
      timeSec: TINY_START_SEC + Math.round(line.day * DAY_SEC),
      quantity: line.quantity ?? 1,
      price: line.price ?? 1,
    }))
    .sort((a, b) => a.user - b.user || a.timeSec - b.timeSec || a.order - b.order || a.item - b.item);
  const userOffset = new Uint32Array(userIds.length + 1);
  for (const row of rows) userOffset[row.user + 1]++;
  for (let user = 0; user < userIds.length; user++) userOffset[user + 1] += userOffset[user];
  const times = rows.map((row) => row.timeSec);
  return {
    id: "tiny",
    users: { agreementId: userIds.map(agreementId), customer: Int32Array.from(userIds.keys()) },
    customers: { customerId: userIds.map(customerId), region: new Int32Array(userIds.length).fill(-1) },
    items: {
      productId: itemIds.map(productId),
      code: itemIds,
      name: itemIds.map((id) => `part ${id}`),
      nameUk: itemIds.map(() => ""),
      group: new Int32Array(itemIds.length).fill(-1),
      packingStandard: new Float64Array(itemIds.length).fill(1),
    },
    regions: [],
    groups: [],
    lines: {
      item: Int32Array.from(rows, (row) => row.item),
      order: Int32Array.from(rows, (row) => row.order),
      timeSec: Int32Array.from(times),
      quantity: Float64Array.from(rows, (row) => row.quantity),
      price: Float64Array.from(rows, (row) => row.price),
      userCount: userIds.length,
      itemCount: itemIds.length,
      orderCount: orderIds.length,
      userOffset,
    },
    orderIds: orderIds.map(orderId),
    dataFromSec: times.length === 0 ? 0 : Math.min(...times),
    dataToSec: times.length === 0 ? 0 : Math.max(...times),
  };
}

function distinct(ids: readonly string[]): string[] {
  return [...new Set(ids)].sort(compareIds);
}
