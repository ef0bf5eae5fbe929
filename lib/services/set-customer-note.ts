import { z } from "zod";
import { AppError } from "@/lib/domain/app-error";
import type { Caller } from "@/lib/domain/caller";
import { MAX_CUSTOMER_NOTE } from "@/lib/domain/outcome";
import { appliedRevisions } from "@/lib/scoring/applied-revisions";
import { auditLine } from "./audit";
import { getContext } from "./context";
import type { NoteView } from "./customer-view";
import { findCustomer } from "./find-in-scope";
import { noteView } from "./note-view";
import { basedOnSchema, dateSchema, idempotencyKeySchema, parseInput } from "./parse-input";
import type { ServiceContext } from "./service-context";

const schema = z.object({
  customerId: z.string(),
  note: z.string().trim().max(MAX_CUSTOMER_NOTE),
  nextContactOn: dateSchema.nullable(),
  basedOn: basedOnSchema,
  idempotencyKey: idempotencyKeySchema,
});

export type SetCustomerNoteRequest = z.input<typeof schema>;

/**
 * Leaves a customer's note and next contact date as given; "" and null clear them. `basedOn` is the note's version.
 * Throws AppError `not_found` out of scope, `conflict` when somebody else wrote meanwhile (both texts stay on record).
 */
export async function setCustomerNote(
  caller: Caller,
  request: SetCustomerNoteRequest,
  context?: ServiceContext,
): Promise<NoteView> {
  const used = context ?? (await getContext());
  const input = parseInput(schema, request);
  const { customerId } = await findCustomer(used, caller, input.customerId);
  const { note, nextContactOn, basedOn, idempotencyKey } = input;
  const { row, revisions, isReplay } = await used.store.appendNote(
    {
      customerId,
      note,
      nextContactOn,
      basedOnSeq: basedOn,
      actor: { subject: caller.subject, name: caller.name },
      atSec: used.nowSec(),
      idempotencyKey,
    },
    auditLine(used, { kind: "note", subject: caller.subject, detail: { customerId, nextContactOn } }),
  );
  if (isReplay && (row.customerId !== customerId || row.note !== note || row.nextContactOn !== nextContactOn)) {
    throw new AppError("invalid_input", "The idempotency key was used for another request.", {
      field: "idempotencyKey",
    });
  }
  const { applied, version } = appliedRevisions(revisions);
  if (!applied.some(({ seq }) => seq === row.seq)) {
    throw new AppError(
      "conflict",
      `${applied.at(-1)?.actor.name ?? "Somebody"} wrote a note meanwhile. Yours is kept on record and changed nothing.`,
      { remedy: "Read theirs, then save again." },
    );
  }
  return noteView({ current: applied.at(-1) ?? null, version }, caller);
}
