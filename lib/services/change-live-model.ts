import { z } from "zod";
import { AppError } from "@/lib/domain/app-error";
import type { Caller } from "@/lib/domain/caller";
import { auditLine } from "./audit";
import { getContext } from "./context";
import { parseInput } from "./parse-input";
import { promotionObjections } from "./promotion-objections";
import type { ServiceContext } from "./service-context";

const schema = z.object({ id: z.string().min(1).max(64) });

function authorise(caller: Caller): void {
  // For a rep there are no models; a manager reads them.
  if (caller.role === "rep") throw new AppError("not_found", "There is nothing at this address.");
  if (caller.role !== "admin") throw new AppError("forbidden", "Only an administrator changes the model that serves.");
}

/**
 * Makes a version live, past the gate, and notes who did it. Throws AppError `forbidden`, `not_found`, and `conflict` with
 * every objection of the gate.
 */
export async function promoteModel(caller: Caller, request: { id: string }, context?: ServiceContext): Promise<void> {
  authorise(caller);
  const used = context ?? (await getContext());
  const { id } = parseInput(schema, request);
  const version = await used.models.show(id);
  if (version.state === "live") return;
  const live = await used.models.live();
  const objections = promotionObjections(version, live);
  if (objections.length > 0) throw new AppError("conflict", `The gate refuses ${id}. ${objections.join(" ")}`);
  await used.models.promote(id);
  await note(used, caller, { action: "promote", model: id, before: live?.manifest.id ?? null });
}

/** Back to the version that served before; answers its id. Throws `forbidden`, and `conflict` when there is none. */
export async function rollBackModel(caller: Caller, context?: ServiceContext): Promise<string> {
  authorise(caller);
  const used = context ?? (await getContext());
  const live = await used.models.live();
  const id = await used.models.rollBack();
  await note(used, caller, { action: "roll_back", model: id, before: live?.manifest.id ?? null });
  return id;
}

function note(used: ServiceContext, caller: Caller, detail: Record<string, string | null>): Promise<void> {
  return used.store.writeAudit(auditLine(used, { kind: "model", subject: caller.subject, detail }));
}
