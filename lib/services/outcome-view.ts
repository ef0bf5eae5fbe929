import type { Caller } from "@/lib/domain/caller";
import type { MatchedOrder } from "@/lib/scoring/match-outcomes";
import type { OutcomeState, Statement } from "@/lib/scoring/outcome-state";
import type { OutcomeView } from "./agreement-view";
import { isoOf } from "./data-stamp";

/** What was said last about a product, as a row shows it; null = nothing that stands. */
export function outcomeView(
  state: OutcomeState | undefined,
  { caller, orders }: { caller: Caller; orders?: ReadonlyMap<Statement, MatchedOrder> },
): OutcomeView | null {
  const current = state?.current ?? null;
  if (current === null) return null;
  const { kind, seq, actor, atSec, snoozeUntil, reason, note } = current;
  const order = orders?.get(current) ?? null;
  return {
    kind,
    seq,
    by: actor.name,
    isOwn: actor.subject === caller.subject,
    at: isoOf(atSec),
    snoozeUntil,
    reason,
    note,
    order: order === null ? null : { orderId: order.orderId, orderedAt: isoOf(order.orderedAtSec) },
  };
}
