import type { ErpPort, ProductRecord, PurchaseRecord } from "@/lib/data/ports";
import { AppError } from "@/lib/domain/app-error";
import type { Caller } from "@/lib/domain/caller";
import { type AgreementId, compareIds, type OrderId, type ProductId } from "@/lib/domain/ids";
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
    orderIdOf: (order) => snapshot.orderIds[order],
    labelOf: (productId) => snapshotLabel({ snapshot, index }, productId),
    live: false,
  };
}

/**
 * An agreement's lines as the ERP has them now. Products that the snapshot does not know are appended behind its items.
 * When the ERP cannot be reached the snapshot answers.
 */
export async function liveHistory(
  source: HistorySource,
  request: { erp: ErpPort; caller: Caller; agreementId: AgreementId; beforeSec: number },
): Promise<AgreementHistory> {
  try {
    return await readLive(source, request);
  } catch (error) {
    if (error instanceof AppError && error.code === "unavailable") return snapshotHistory(source, request);
    throw error;
  }
}

async function readLive(
  source: HistorySource,
  {
    erp,
    caller,
    agreementId,
    beforeSec,
  }: { erp: ErpPort; caller: Caller; agreementId: AgreementId; beforeSec: number },
): Promise<AgreementHistory> {
  const { items } = source.snapshot;
  const records = await erp.agreementHistory(caller.scope, agreementId, beforeSec);
  const unknown = [...new Set(records.map(({ productId }) => productId))]
    .filter((productId) => !source.index.itemOf.has(productId))
    .sort(compareIds);
  const products = unknown.length > 0 ? await erp.products(unknown) : [];
  const productOf = new Map<ProductId, ProductRecord>(products.map((product) => [product.productId, product]));
  const itemOf = new Map(unknown.map((productId, at) => [productId, items.productId.length + at]));
  const firstOrder = source.snapshot.orderIds.length;
  const { history, orderIds } = historyOfRecords(records, {
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
