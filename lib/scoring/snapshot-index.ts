import type { AgreementId, CustomerId, ProductId } from "@/lib/domain/ids";
import type { Snapshot } from "@/lib/domain/snapshot";

/** Look-ups by id into a snapshot's dense indices. */
export interface SnapshotIndex {
  readonly userOf: ReadonlyMap<AgreementId, number>;
  readonly customerOf: ReadonlyMap<CustomerId, number>;
  readonly itemOf: ReadonlyMap<ProductId, number>;
  /** Length customers + 1: the users of customer c are `userOfCustomer[offset[c] .. offset[c + 1])`. */
  readonly customerOffset: Uint32Array;
  readonly userOfCustomer: Uint32Array;
}

export function snapshotIndexOf(snapshot: Snapshot): SnapshotIndex {
  const { users, customers, items } = snapshot;
  const customerOffset = new Uint32Array(customers.customerId.length + 1);
  for (const customer of users.customer) customerOffset[customer + 1]++;
  for (let customer = 0; customer < customers.customerId.length; customer++) {
    customerOffset[customer + 1] += customerOffset[customer];
  }
  const fill = customerOffset.slice();
  const userOfCustomer = new Uint32Array(users.customer.length);
  users.customer.forEach((customer, user) => {
    userOfCustomer[fill[customer]++] = user;
  });
  return {
    userOf: placesOf(users.agreementId),
    customerOf: placesOf(customers.customerId),
    itemOf: placesOf(items.productId),
    customerOffset,
    userOfCustomer,
  };
}

/** Without a pair for each id on the way: of three hundred thousand ids they are thirty megabytes, in every thread. */
function placesOf<Id>(ids: readonly Id[]): Map<Id, number> {
  const places = new Map<Id, number>();
  for (let at = 0; at < ids.length; at++) places.set(ids[at], at);
  return places;
}

/** Users (agreements with orders) of a customer, ascending. */
export function usersOf(index: SnapshotIndex, customer: number): Uint32Array {
  return index.userOfCustomer.subarray(index.customerOffset[customer], index.customerOffset[customer + 1]);
}
