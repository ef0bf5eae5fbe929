import { z } from "zod";
import type { Caller } from "@/lib/domain/caller";
import { productId } from "@/lib/domain/ids";
import { outcomeStateOf } from "@/lib/scoring/outcome-state";
import type { OutcomeAnswer } from "./agreement-view";
import { auditLine } from "./audit";
import { getContext } from "./context";
import { findAgreement } from "./find-in-scope";
import { outcomeView } from "./outcome-view";
import { idempotencyKeySchema, parseInput } from "./parse-input";
import type { ServiceContext } from "./service-context";

const schema = z.object({
  customerId: z.string(),
  agreementId: z.string(),
  productId: z.string().min(1).max(100),
  seq: z.int().min(1).max(1_000_000),
  idempotencyKey: idempotencyKeySchema,
});

export type UndoOutcomeRequest = z.input<typeof schema>;

/**
 * Takes one outcome back by a compensating row; what others said since stands. Taking back what is taken back already,
 * or never took effect, changes nothing. Throws AppError `not_found` out of scope.
 */
export async function undoOutcome(
  caller: Caller,
  request: UndoOutcomeRequest,
  context?: ServiceContext,
): Promise<OutcomeAnswer> {
  const used = context ?? (await getContext());
  const input = parseInput(schema, request);
  const { customer, agreement } = await findAgreement(used, caller, input);
  const { customerId } = customer;
  const { agreementId } = agreement;
  const product = productId(input.productId);
  const before = (await used.outcomes.readCurrent()).ofAgreement({ customerId, agreementId }).get(product);
  if (before === undefined || !before.standing.some(({ seq }) => seq === input.seq)) {
    return { outcome: outcomeView(before, { caller }), version: before?.version ?? 0 };
  }
  const { revisions } = await used.store.appendOutcome(
    {
      customerId,
      agreementId,
      productId: product,
      basedOnSeq: before.version,
      kind: "undo",
      undoesSeq: input.seq,
      snoozeUntil: null,
      reason: null,
      note: null,
      actor: { subject: caller.subject, name: caller.name },
      atSec: used.nowSec(),
      idempotencyKey: input.idempotencyKey,
    },
    auditLine(used, {
      kind: "outcome",
      subject: caller.subject,
      detail: { customerId, agreementId, productId: product, outcome: "undo", undoes: input.seq },
    }),
  );
  const state = outcomeStateOf(revisions);
  return { outcome: outcomeView(state, { caller }), version: state.version };
}
