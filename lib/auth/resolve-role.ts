import { ROLES, type Role } from "@/lib/domain/caller";

/** The role that the provider's claim gives under the configured mapping, the widest of several; null = may not use the program. */
export function resolveRole(claim: unknown, roleOfGroup: ReadonlyMap<string, Role>): Role | null {
  const groups = typeof claim === "string" ? [claim] : Array.isArray(claim) ? claim : [];
  const roles = groups.flatMap((group) => roleOfGroup.get(group) ?? []);
  return ROLES.findLast((role) => roles.includes(role)) ?? null;
}
