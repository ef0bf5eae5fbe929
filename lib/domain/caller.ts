import type { OwnerId } from "./ids";

export const ROLES = ["rep", "manager", "admin"] as const;
export type Role = (typeof ROLES)[number];

/** Which customers a caller may see. Passed to every query as bound parameters. */
export type Scope =
  | { readonly kind: "all" }
  | { readonly kind: "owned"; readonly ownerId: OwnerId | null; readonly includeUnassigned: boolean };

/** The person behind a request, resolved anew for each one. */
export interface Caller {
  /** Identity at the provider: `${iss}|${sub}`. */
  readonly subject: string;
  readonly email: string | null;
  readonly name: string;
  readonly role: Role;
  readonly scope: Scope;
}
