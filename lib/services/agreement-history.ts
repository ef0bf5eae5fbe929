import type { HistoryQuestion, HistoryRecord, LiveErpPort, ProductRecord, PurchaseRecord } from "@/lib/data/ports";
import type { Caller } from "@/lib/domain/caller";
import type { AgreementId, OrderId, ProductId } from "@/lib/domain/ids";
import { type History, historyBefore } from "@/lib/domain/interactions";
import type { Snapshot } from "@/lib/domain/snapshot";
import type { ItemTable } from "@/lib/scoring/agreement-scores";
import type { SnapshotIndex } from "@/lib/scoring/snapshot-index";

/** Names of a product as views show them. */
export interface ProductLabel {
  readonly code: string;
  readonly name: string;
  readonly nameUk: string | null;
}

/** An agreement's lines before an instant, with what is needed to read their indices. */
export interface AgreementHistory {
  readonly history: History;
  readonly items: ItemTable;
  readonly orderIdOf: (order: number) => OrderId;
  readonly labelOf: (productId: ProductId) => ProductLabel;
  /** Whether the ERP answered; false = the snapshot did. */
  readonly live: boolean;
}

export interface HistorySource {
  readonly snapshot: Snapshot;
  readonly index: SnapshotIndex;
}

/** An agreement's lines as the snapshot has them; empty for one that never ordered. */
export function snapshotHistory(
  { snapshot, index }: HistorySource,
  agreement: { agreementId: AgreementId; beforeSec: number },
): AgreementHistory {
  const user = index.userOf.get(agreement.agreementId);
  const history =
    user === undefined
      ? historyOfRecords([], { itemOf: new Map(), firstOrder: 0 }).history
      : historyBefore(snapshot.lines, user, agreement.beforeSec);
  return {
    history,
    items: { ...snapshot.items, snapshotItems: snapshot.items.productId.length },
    orderIdOf: (order) => snapshot.orderIds.at(order) as OrderId,
    labelOf: (productId) => snapshotLabel({ snapshot, index }, productId),
    live: false,
  };
}

/**
 * An agreement's lines as the ERP has them now, in one question. Products that the snapshot does not know are appended behind
 * its items. null = out of the caller's scope. Throws AppError `unavailable` when the ERP does not answer.
 */
export async function liveHistory(
  source: HistorySource,
  {
    live,
    caller,
    excludedProductIds,
    ...question
  }: HistoryQuestion & { live: LiveErpPort; caller: Caller; excludedProductIds: readonly string[] },
): Promise<AgreementHistory | null> {
  const { items } = source.snapshot;
  const read = await live.agreementHistory(caller.scope, question);
  if (read === null) return null;
  const record = withoutProducts(read, new Set(excludedProductIds));
  const productOf = new Map<ProductId, ProductRecord>(record.products.map((product) => [product.productId, product]));
  const unknown = record.products
    .map(({ productId }) => productId)
    .filter((productId) => !source.index.itemOf.has(productId));
  const itemOf = new Map(unknown.map((productId, at) => [productId, items.productId.length + at]));
  const firstOrder = source.snapshot.orderIds.length;
  const { history, orderIds } = historyOfRecords(record.purchases, {
    itemOf: { get: (id) => source.index.itemOf.get(id) ?? itemOf.get(id) },
    firstOrder,
  });
  return {
    history,
    items: {
      productId: [...items.productId, ...unknown],
      group: Int32Array.from([...items.group, ...unknown.map(() => -1)]),
      packingStandard: Float64Array.from([
        ...items.packingStandard,
        ...unknown.map((productId) => productOf.get(productId)?.packingStandard ?? 1),
      ]),
      snapshotItems: items.productId.length,
    },
    orderIdOf: (order) => orderIds[order - firstOrder],
    labelOf: (productId) => productOf.get(productId) ?? snapshotLabel(source, productId),
    live: true,
  };
}

/** What the snapshot leaves out (settings, and the guard against products that half of the customers bought) stays out here too. */
function withoutProducts(record: HistoryRecord, excluded: ReadonlySet<string>): HistoryRecord {
  if (excluded.size === 0) return record;
  return {
    purchases: record.purchases.filter(({ productId }) => !excluded.has(productId)),
    products: record.products.filter(({ productId }) => !excluded.has(productId)),
  };
}

/**
 * Records, oldest first, as columns. Orders are numbered from `firstOrder`, behind those of the snapshot, so that none is
 * taken for another where both are counted together.
 */
function historyOfRecords(
  records: readonly PurchaseRecord[],
  { itemOf, firstOrder }: { itemOf: { get(productId: ProductId): number | undefined }; firstOrder: number },
): { history: History; orderIds: OrderId[] } {
  const orderIds: OrderId[] = [];
  const orderOf = new Map<OrderId, number>();
  const order = Int32Array.from(records, ({ orderId }) => {
    const known = orderOf.get(orderId);
    if (known !== undefined) return known;
    orderOf.set(orderId, firstOrder + orderIds.length);
    orderIds.push(orderId);
    return firstOrder + orderIds.length - 1;
  });
  return {
    history: {
      item: Int32Array.from(records, ({ productId }) => itemOf.get(productId) as number),
      order,
      timeSec: Int32Array.from(records, ({ orderedAtSec }) => orderedAtSec),
      quantity: Float64Array.from(records, ({ quantity }) => quantity),
      price: Float64Array.from(records, ({ unitPrice }) => unitPrice),
    },
    orderIds,
  };
}

export function snapshotLabel({ snapshot, index }: HistorySource, productId: ProductId): ProductLabel {
  const item = index.itemOf.get(productId);
  if (item === undefined) return { code: productId, name: "", nameUk: null };
  const { code, name, nameUk } = snapshot.items;
  return { code: code[item], name: name[item], nameUk: nameUk[item] || null };
}
