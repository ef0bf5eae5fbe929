import type { Role } from "@/lib/domain/caller";
import type { AuthConfig } from "./auth-config";

// Highest first: a person in several groups has the widest of their roles.
const BY_RANK: readonly Role[] = ["admin", "manager", "rep"];

/** The role that the provider's claim gives under the configured mapping; null = may not use the program. */
export function resolveRole(claim: unknown, roleValues: AuthConfig["roleValues"]): Role | null {
  const values = typeof claim === "string" ? [claim] : Array.isArray(claim) ? claim : [];
  return BY_RANK.find((role) => roleValues[role].some((value) => values.includes(value))) ?? null;
}
