/**
 * Who owns a customer is said in three places of the ERP, and none is complete. The first rule of the list that names
 * an active, not deleted person wins; when none does the customer is unassigned.
 *
 * - `main_manager`: Client.MainManagerID
 * - `profile`: ClientUserProfile; of several, the smallest user id
 * - `last_seller`: the person on the customer's newest valid order
 */
export const OWNERSHIP_RULES = ["main_manager", "profile", "last_seller"] as const;
export type OwnershipRule = (typeof OWNERSHIP_RULES)[number];
