import { z } from "zod";
import { AppError } from "@/lib/domain/app-error";
import { AUDIT_KINDS } from "@/lib/domain/audit";
import type { Caller } from "@/lib/domain/caller";
import { auditDenial } from "./audit";
import type { AuditLogView } from "./audit-view";
import { getContext } from "./context";
import { isoOf } from "./data-stamp";
import { assertPage, MAX_PAGE, PAGE_SIZE } from "./page-of";
import { oneOf, optionalText, parseQuery, wholeNumber } from "./parse-query";
import type { ServiceContext } from "./service-context";
import type { RawQuery } from "./views";

const schema = z.object({
  actor: optionalText(300),
  kind: oneOf(AUDIT_KINDS),
  page: wholeNumber({ min: 1, max: MAX_PAGE, fallback: 1 }),
});

/** A page of the audit log, newest first; for administrators. Parameters: actor, kind, page. */
export async function listAuditLog(caller: Caller, query: RawQuery, context?: ServiceContext): Promise<AuditLogView> {
  const used = context ?? (await getContext());
  if (caller.role !== "admin") {
    await auditDenial(used, { subject: caller.subject, detail: { screen: "admin" } });
    throw new AppError("not_found", "There is nothing at this address.");
  }
  const { actor, kind, page } = parseQuery(schema, query);
  const filter = { actor: actor ?? null, kind };
  const { rows, total } = await used.store.auditPage(filter, { offset: (page - 1) * PAGE_SIZE, limit: PAGE_SIZE });
  assertPage(total, page);
  return {
    filter,
    actors: await used.store.auditActors(),
    list: {
      rows: rows.map(({ id, atSec, actor: subject, actorName, kind: entryKind, detail }) => ({
        id,
        at: isoOf(atSec),
        actor: subject,
        actorName,
        kind: entryKind,
        detail: { ...detail },
      })),
      total,
      page,
      pageSize: PAGE_SIZE,
    },
  };
}
