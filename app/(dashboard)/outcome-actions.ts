"use server";

import { z } from "zod";
import { requireCaller } from "@/lib/auth/require-caller";
import { AppError } from "@/lib/domain/app-error";
import type { Caller } from "@/lib/domain/caller";
import { NEVER_REASONS, OUTCOME_KINDS } from "@/lib/domain/outcome";
import type { OutcomeAnswer } from "@/lib/services/agreement-view";
import type { NoteView } from "@/lib/services/customer-view";
import { listOutcomesOfAgreement } from "@/lib/services/list-outcomes-of-agreement";
import { recordOutcome } from "@/lib/services/record-outcome";
import { setCustomerNote } from "@/lib/services/set-customer-note";
import { undoOutcome } from "@/lib/services/undo-outcome";
import { wordFailure } from "./word-failure";

// An action is a public address: it parses and authorises by itself. The services parse the values and check the scope.
const id = z.string().min(1).max(200);
const ids = { customerId: id, agreementId: id, productId: id, idempotencyKey: z.string().max(100) };
/** What one call can be about: the parts shown for a customer. */
const MAX_AT_ONCE = 10;

const records = z
  .array(
    z.object({
      ...ids,
      kind: z.enum(OUTCOME_KINDS),
      snoozeUntil: z.string().max(20).nullish(),
      reason: z.enum(NEVER_REASONS).nullish(),
      note: z.string().max(1000).nullish(),
      basedOn: z.number(),
    }),
  )
  .min(1)
  .max(MAX_AT_ONCE);
const undos = z
  .array(z.object({ ...ids, seq: z.number() }))
  .min(1)
  .max(MAX_AT_ONCE);
const noteInput = z.object({
  customerId: id,
  note: z.string().max(10_000),
  nextContactOn: z.string().max(20).nullable(),
  basedOn: z.number(),
  idempotencyKey: z.string().max(100),
});

export type RecordInput = z.input<typeof records>;
export type UndoInput = z.input<typeof undos>;
export type NoteInput = z.input<typeof noteInput>;

interface Refusal {
  ok: false;
  /** Somebody else changed the same thing meanwhile; `current` is what they left. */
  isConflict: boolean;
  message: string;
  current: OutcomeAnswer | null;
}
export type OutcomesAnswer = { ok: true; answers: OutcomeAnswer[] } | Refusal;
export type NoteAnswer = { ok: true; note: NoteView } | { ok: false; isConflict: boolean; message: string };

/** Notes what came of one or several recommendations, in order; the first refusal ends it. */
export async function recordOutcomes(input: RecordInput): Promise<OutcomesAnswer> {
  const caller = await requireCaller();
  const parsed = records.safeParse(input);
  if (!parsed.success) return notValid();
  const answers: OutcomeAnswer[] = [];
  for (const one of parsed.data) {
    try {
      answers.push(await recordOutcome(caller, one));
    } catch (error) {
      return { ...(await refusal(error)), current: await currentOf(caller, one, error) };
    }
  }
  return { ok: true, answers };
}

/** Takes outcomes back. */
export async function undoOutcomes(input: UndoInput): Promise<OutcomesAnswer> {
  const caller = await requireCaller();
  const parsed = undos.safeParse(input);
  if (!parsed.success) return notValid();
  const answers: OutcomeAnswer[] = [];
  try {
    for (const one of parsed.data) answers.push(await undoOutcome(caller, one));
  } catch (error) {
    return { ...(await refusal(error)), current: null };
  }
  return { ok: true, answers };
}

/** Leaves a customer's note and next contact date. */
export async function saveNote(input: NoteInput): Promise<NoteAnswer> {
  const caller = await requireCaller();
  const parsed = noteInput.safeParse(input);
  if (!parsed.success) return notValid();
  try {
    return { ok: true, note: await setCustomerNote(caller, parsed.data) };
  } catch (error) {
    return await refusal(error);
  }
}

/** What the person can mend or has to know; anything else is thrown, and Next logs it under its digest. */
async function refusal(error: unknown): Promise<{ ok: false; isConflict: boolean; message: string }> {
  if (!(error instanceof AppError) || error.code === "internal") throw error;
  return { ok: false, isConflict: error.code === "conflict", message: await wordFailure(error) };
}

const notValid = () => ({
  ok: false as const,
  isConflict: false,
  message: "The request is not valid. Reload the page.",
  current: null,
});

async function currentOf(
  caller: Caller,
  key: { customerId: string; agreementId: string; productId: string },
  error: unknown,
): Promise<OutcomeAnswer | null> {
  if (!(error instanceof AppError) || error.code !== "conflict") return null;
  const states = await listOutcomesOfAgreement(caller, key);
  return states.find(({ productId }) => productId === key.productId) ?? null;
}
