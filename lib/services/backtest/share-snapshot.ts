import type { Snapshot } from "@/lib/domain/snapshot";

/** The same snapshot with its line columns in shared memory, so that worker threads read one copy. */
export function shareSnapshot(snapshot: Snapshot): Snapshot {
  const { lines } = snapshot;
  return {
    ...snapshot,
    // A list that makes its strings when it is asked has methods, and those do not get into another thread.
    orderIds: [...snapshot.orderIds],
    lines: {
      ...lines,
      item: sharedInt32(lines.item),
      order: sharedInt32(lines.order),
      timeSec: sharedInt32(lines.timeSec),
      quantity: sharedFloat64(lines.quantity),
      price: sharedFloat64(lines.price),
    },
  };
}

function sharedInt32(column: Int32Array): Int32Array {
  const shared = new Int32Array(new SharedArrayBuffer(column.byteLength));
  shared.set(column);
  return shared;
}

function sharedFloat64(column: Float64Array): Float64Array {
  const shared = new Float64Array(new SharedArrayBuffer(column.byteLength));
  shared.set(column);
  return shared;
}
