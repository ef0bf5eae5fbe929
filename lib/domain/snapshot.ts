import type { AgreementId, CustomerId, OrderId, ProductId } from "./ids";
import type { Interactions } from "./interactions";

/** Strings by index, which need not all exist at once. An array is one. */
export interface TextList<Text extends string> extends Iterable<Text> {
  readonly length: number;
  at(index: number): Text | undefined;
}

/** Agreements that ordered at least once. Index = user. */
export interface SnapshotUsers {
  readonly agreementId: readonly AgreementId[];
  /** Customer index of each user. */
  readonly customer: Int32Array;
}

/** Customers with at least one user. */
export interface SnapshotCustomers {
  readonly customerId: readonly CustomerId[];
  /** Index into `regions`, -1 = none. */
  readonly region: Int32Array;
}

/** Products sold at least once. Index = item. Text is stored as the source gives it; "" = absent. */
export interface SnapshotItems {
  readonly productId: readonly ProductId[];
  readonly code: readonly string[];
  readonly name: readonly string[];
  /** Ukrainian name, "" = none. */
  readonly nameUk: readonly string[];
  /** Index into `groups` of the product's smallest group, -1 = none. */
  readonly group: Int32Array;
  /** Units a package holds, >= 1. */
  readonly packingStandard: Float64Array;
}

/**
 * One immutable state of the order history: valid lines with positive quantity of products not excluded.
 * `id` is the SHA-256 of the content, so equal ids mean equal bytes.
 */
export interface Snapshot {
  readonly id: string;
  readonly users: SnapshotUsers;
  readonly customers: SnapshotCustomers;
  readonly items: SnapshotItems;
  readonly regions: readonly string[];
  readonly groups: readonly string[];
  readonly lines: Interactions;
  /** Id of each dense order index. */
  readonly orderIds: TextList<OrderId>;
  /** Oldest and newest line, seconds since 1970 UTC; both 0 when there are no lines. */
  readonly dataFromSec: number;
  readonly dataToSec: number;
}

export const DAY_SEC = 86_400;

/**
 * The as-of instant used when nobody names one: midnight UTC after the newest line, so that all the data is
 * history (history is strictly before it) and the date reads as a day.
 */
export function defaultAsOfSec(snapshot: Pick<Snapshot, "dataToSec">): number {
  return (Math.floor(snapshot.dataToSec / DAY_SEC) + 1) * DAY_SEC;
}
