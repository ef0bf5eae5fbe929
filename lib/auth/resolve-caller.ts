import type { ErpPort } from "@/lib/data/ports";
import type { Caller } from "@/lib/domain/caller";
import type { AuthConfig } from "./auth-config";
import type { SessionClaims } from "./auth-options";
import { resolveRole } from "./resolve-role";

/**
 * Who is calling and what they may see, worked out from the session, the configured mapping and the ERP as they
 * are now, so that a change of owner or role holds at the next request (security.md 5). null = no rights at all.
 */
export async function resolveCaller(options: {
  session: SessionClaims;
  config: Pick<AuthConfig, "roleOfGroup" | "repsSeeUnassigned">;
  erp: Pick<ErpPort, "personByEmail">;
}): Promise<Caller | null> {
  const { session, config, erp } = options;
  const role = resolveRole(session.roleClaim, config.roleOfGroup);
  if (!role) return null;
  const person = { subject: session.subject, email: session.email, name: session.name, role };
  if (role !== "rep") return { ...person, scope: { kind: "all" } };
  // An address that the provider has not verified proves nothing about who owns it (security.md 6).
  const owner = session.email && session.emailVerified ? await erp.personByEmail(session.email) : null;
  return {
    ...person,
    scope: { kind: "owned", ownerId: owner?.ownerId ?? null, includeUnassigned: config.repsSeeUnassigned },
  };
}
