import type { OutcomeEvent, OutcomeKind } from "@/lib/domain/outcome";
import { appliedRevisions } from "./applied-revisions";

export type Statement = OutcomeEvent & { readonly kind: OutcomeKind };

/** Where one product of one agreement stands. */
export interface OutcomeState {
  /** What holds now; null = nothing was said, or all of it was taken back. */
  readonly current: Statement | null;
  /** What was said and not taken back, oldest first; `current` is the last of them. */
  readonly standing: readonly Statement[];
  /** `seq` that the next change has to be based on. */
  readonly version: number;
}

const isStatement = (event: OutcomeEvent): event is Statement => event.kind !== "undo";

/**
 * The state that the events of one (customer, agreement, product) come to. Taking back needs no knowledge of what others
 * said since: it touches only the one event, and what they said stands.
 */
export function outcomeStateOf(events: readonly OutcomeEvent[]): OutcomeState {
  const { applied, version } = appliedRevisions(events, (event) => event.kind === "undo");
  // Nobody can take back what was not said yet.
  const undone = new Set(
    applied.map(({ undoesSeq, seq }) => (undoesSeq !== null && undoesSeq < seq ? undoesSeq : null)),
  );
  const standing = applied.filter(isStatement).filter((event) => !undone.has(event.seq));
  return { current: standing.at(-1) ?? null, standing, version };
}

/** Whether the event took effect when it was made; it may have been taken back since. */
export function tookEffect(events: readonly OutcomeEvent[], seq: number): boolean {
  const { applied } = appliedRevisions(events, (event) => event.kind === "undo");
  return applied.some((event) => event.seq === seq);
}

/** Whether the product stays out of every list on the ISO date `today`. A snooze ends with the day before its date. */
export function hidesProduct(statement: Pick<OutcomeEvent, "kind" | "snoozeUntil">, today: string): boolean {
  if (statement.kind === "never") return true;
  return statement.kind === "not_now" && statement.snoozeUntil !== null && today < statement.snoozeUntil;
}
