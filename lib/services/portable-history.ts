import type { OrderId, ProductId } from "@/lib/domain/ids";
import type { History } from "@/lib/domain/interactions";
import { type AgreementHistory, type HistorySource, snapshotLabel } from "./agreement-history";

/** A history on its way to a thread that has the snapshot too: its columns, and what the snapshot does not know. */
export interface PortableHistory {
  readonly history: History;
  /** null = the snapshot's own. */
  readonly read: {
    readonly products: readonly ProductId[];
    readonly group: readonly number[];
    readonly packingStandard: readonly number[];
    readonly orderIds: ReadonlyMap<number, OrderId>;
  } | null;
}

export function portableHistory({ history, items, orderIdOf, live }: AgreementHistory): PortableHistory {
  if (!live) return { history, read: null };
  const from = items.snapshotItems;
  return {
    history,
    read: {
      products: items.productId.slice(from),
      group: Array.prototype.slice.call(items.group, from),
      packingStandard: Array.prototype.slice.call(items.packingStandard, from),
      orderIds: new Map(Array.from(new Set(history.order), (order) => [order, orderIdOf(order)])),
    },
  };
}

/** The same history at the other end. Names stay behind: no answer holds any. */
export function historyOfPortable(source: HistorySource, { history, read }: PortableHistory): AgreementHistory {
  const { items, orderIds } = source.snapshot;
  const labelOf: AgreementHistory["labelOf"] = (productId) => snapshotLabel(source, productId);
  const snapshotItems = items.productId.length;
  if (read === null) {
    return {
      history,
      items: { ...items, snapshotItems },
      orderIdOf: (order) => orderIds.at(order) as OrderId,
      labelOf,
      live: false,
    };
  }
  return {
    history,
    items: {
      productId: [...items.productId, ...read.products],
      group: Int32Array.from([...items.group, ...read.group]),
      packingStandard: Float64Array.from([...items.packingStandard, ...read.packingStandard]),
      snapshotItems,
    },
    orderIdOf: (order) => read.orderIds.get(order) as OrderId,
    labelOf,
    live: true,
  };
}
