/**
 * Branded identifiers. An id is opaque text everywhere in the program: SQL Server's `bigint`, an import's
 * `85123A` and a UUID all fit, and one kind of id can never be passed for another.
 */
declare const brand: unique symbol;
type Id<Kind extends string> = string & { readonly [brand]: Kind };

export type CustomerId = Id<"customer">;
export type AgreementId = Id<"agreement">;
export type ProductId = Id<"product">;
export type OrderId = Id<"order">;
/** A person in the ERP (`User.ID`): owner of customers. */
export type OwnerId = Id<"owner">;

export const customerId = (value: string) => value as CustomerId;
export const agreementId = (value: string) => value as AgreementId;
export const productId = (value: string) => value as ProductId;
export const orderId = (value: string) => value as OrderId;
export const ownerId = (value: string) => value as OwnerId;

const WHOLE_NUMBER = /^\d{1,15}$/;

/**
 * Total order of ids: whole numbers first, by value; then everything else by code unit. Ties between equal
 * scores break by this order, so it must not depend on the locale.
 */
export function compareIds(a: string, b: string): number {
  const aIsNumber = WHOLE_NUMBER.test(a);
  const bIsNumber = WHOLE_NUMBER.test(b);
  if (aIsNumber && bIsNumber) return Number(a) - Number(b) || (a < b ? -1 : a > b ? 1 : 0);
  if (aIsNumber !== bIsNumber) return aIsNumber ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}
