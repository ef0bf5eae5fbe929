import type { AuditDraft, AuditKind } from "@/lib/domain/audit";
import type { Caller } from "@/lib/domain/caller";
import { log } from "@/lib/observability/log";
import { getContext } from "./context";
import type { ServiceContext } from "./service-context";

type AuditContext = Pick<ServiceContext, "store" | "nowSec">;

/** A line for the audit log, as of now. `subject` is who did it. */
export function auditLine(
  { nowSec }: Pick<ServiceContext, "nowSec">,
  entry: { kind: AuditKind; subject: string; detail?: AuditDraft["detail"] },
): AuditDraft {
  return { kind: entry.kind, actor: entry.subject, atSec: nowSec(), detail: entry.detail ?? {} };
}

/** Notes what is about to leave the program, with its filter and row count; throws when that cannot be noted. */
export async function auditExport(context: AuditContext, caller: Caller, detail: AuditDraft["detail"]): Promise<void> {
  await context.store.knowPerson({ subject: caller.subject, name: caller.name }, context.nowSec());
  await context.store.writeAudit(auditLine(context, { kind: "export", subject: caller.subject, detail }));
}

/**
 * Notes that something was refused. The answer to the person must not depend on whether the store could take it, so a
 * failure goes to the process's own log.
 */
export async function auditDenial(
  context: AuditContext,
  entry: { subject: string; detail: AuditDraft["detail"] },
): Promise<void> {
  await writeOrLog(context, auditLine(context, { kind: "denied", ...entry }));
}

/** Notes a sign-in, a refused one or a sign-out; keeps the person's name when they were let in. */
export async function auditSignIn(
  entry: { kind: "sign_in" | "sign_in_denied" | "sign_out"; subject: string; name: string | null; reason?: string },
  context?: ServiceContext,
): Promise<void> {
  try {
    const used = context ?? (await getContext());
    const { subject, name, kind, reason } = entry;
    if (name !== null) await used.store.knowPerson({ subject, name }, used.nowSec());
    await writeOrLog(used, auditLine(used, { kind, subject, detail: reason === undefined ? {} : { reason } }));
  } catch (error) {
    // Nobody is kept out because the log is.
    log.error("audit_failed", { kind: entry.kind, subject: entry.subject, message: (error as Error).message });
  }
}

async function writeOrLog({ store }: AuditContext, line: AuditDraft): Promise<void> {
  try {
    await store.writeAudit(line);
  } catch (error) {
    log.error("audit_failed", { kind: line.kind, subject: line.actor, message: (error as Error).message });
  }
}
