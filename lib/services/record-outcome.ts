import { z } from "zod";
import type { OutcomeDraft } from "@/lib/data/app-store/app-store-port";
import type { ProductRecord } from "@/lib/data/ports";
import { AppError } from "@/lib/domain/app-error";
import type { Caller } from "@/lib/domain/caller";
import { type AgreementId, productId } from "@/lib/domain/ids";
import { MAX_OUTCOME_NOTE, NEVER_REASONS, OUTCOME_KINDS } from "@/lib/domain/outcome";
import { DAY_SEC } from "@/lib/domain/snapshot";
import { outcomeStateOf, tookEffect } from "@/lib/scoring/outcome-state";
import type { OutcomeAnswer } from "./agreement-view";
import { auditLine } from "./audit";
import { getContext } from "./context";
import { findAgreement } from "./find-in-scope";
import { outcomeView } from "./outcome-view";
import { basedOnSchema, dateSchema, idempotencyKeySchema, parseInput } from "./parse-input";
import type { ServiceContext } from "./service-context";
import { dateOf } from "./today-date";

/** A snooze of more than this is a `never` that nobody admits. */
const MAX_SNOOZE_DAYS = 366;

const schema = z
  .object({
    customerId: z.string(),
    agreementId: z.string(),
    productId: z.string().min(1).max(100),
    kind: z.enum(OUTCOME_KINDS),
    snoozeUntil: dateSchema.nullish().transform((value) => value ?? null),
    reason: z
      .enum(NEVER_REASONS)
      .nullish()
      .transform((value) => value ?? null),
    note: z
      .string()
      .trim()
      .max(MAX_OUTCOME_NOTE)
      .nullish()
      .transform((value) => value || null),
    basedOn: basedOnSchema,
    idempotencyKey: idempotencyKeySchema,
  })
  .refine(({ kind, snoozeUntil }) => (kind === "not_now") === (snoozeUntil !== null), {
    path: ["snoozeUntil"],
    message: "is needed for not_now and for nothing else",
  })
  .refine(({ kind, reason }) => (kind === "never") === (reason !== null), {
    path: ["reason"],
    message: "is needed for never and for nothing else",
  });

export type RecordOutcomeRequest = z.input<typeof schema>;

/**
 * Notes what came of a recommendation. `basedOn` is the row's `outcomeVersion`. The same idempotency key again answers as
 * before and has no second effect. Throws AppError `not_found` out of scope; `conflict` when somebody else changed the
 * same product meanwhile: then what was sent stays on record without effect, and may be sent anew on their version.
 */
export async function recordOutcome(
  caller: Caller,
  request: RecordOutcomeRequest,
  context?: ServiceContext,
): Promise<OutcomeAnswer> {
  const used = context ?? (await getContext());
  const input = parseInput(schema, request);
  const today = dateOf(used.nowSec());
  const { customer, agreement } = await findAgreement(used, caller, input);
  const product = await findProduct(used, caller, { agreementId: agreement.agreementId, wanted: input.productId });
  if (product === null) throw new AppError("not_found", "There is no such product.");
  const draft: OutcomeDraft = {
    customerId: customer.customerId,
    agreementId: agreement.agreementId,
    productId: product.productId,
    basedOnSeq: input.basedOn,
    kind: input.kind,
    undoesSeq: null,
    snoozeUntil: input.snoozeUntil,
    reason: input.reason,
    note: input.note,
    actor: { subject: caller.subject, name: caller.name },
    atSec: used.nowSec(),
    idempotencyKey: input.idempotencyKey,
  };
  checkSnooze(input.snoozeUntil, today);
  const { customerId, agreementId, kind } = draft;
  const { row, revisions, isReplay } = await used.store.appendOutcome(
    draft,
    auditLine(used, {
      kind: "outcome",
      subject: caller.subject,
      detail: { customerId, agreementId, productId: draft.productId, outcome: kind },
    }),
  );
  if (isReplay && !isSameRequest(row, draft)) throw keyReused();
  const state = outcomeStateOf(revisions);
  if (!tookEffect(revisions, row.seq)) {
    const other = state.current ?? revisions[row.seq - 2];
    throw new AppError(
      "conflict",
      `${other.actor.name} changed this product meanwhile (${state.current?.kind ?? "taken back"}). Your “${kind}” is kept on record and changed nothing.`,
      { remedy: "Look at what they did, then choose again." },
    );
  }
  return { outcome: outcomeView(state, { caller }), version: state.version };
}

/** A product of the data set, or one that was bought under the agreement since: its live list shows it. */
async function findProduct(
  { erp, live, nowSec }: ServiceContext,
  { scope }: Caller,
  { agreementId, wanted }: { agreementId: AgreementId; wanted: string },
): Promise<ProductRecord | null> {
  const [known] = await erp.products([productId(wanted)]);
  if (known !== undefined || live === null) return known ?? null;
  const history = await live.agreementHistory(scope, { agreementId, beforeSec: nowSec() + DAY_SEC });
  return history?.products.find((product) => product.productId === wanted) ?? null;
}

const keyReused = () =>
  new AppError("invalid_input", "The idempotency key was used for another request.", { field: "idempotencyKey" });

function checkSnooze(until: string | null, today: string): void {
  if (until === null) return;
  const last = dateOf(Date.parse(today) / 1000 + MAX_SNOOZE_DAYS * 86_400);
  if (until > today && until <= last) return;
  throw new AppError("invalid_input", "The date to offer it again must be after today, within a year.", {
    field: "snoozeUntil",
    remedy: "Choose a later date, or “never”.",
  });
}

const SAME = ["customerId", "agreementId", "productId", "kind", "snoozeUntil", "reason", "note"] as const;

function isSameRequest(row: Pick<OutcomeDraft, (typeof SAME)[number]>, draft: OutcomeDraft): boolean {
  return SAME.every((name) => row[name] === draft[name]);
}
