import type { AgreementId, CustomerId, ProductId } from "./ids";

/** What came of a recommendation. `not_now` hides it until a date, `never` for good. */
export const OUTCOME_KINDS = ["offered", "ordered", "not_now", "never"] as const;
export type OutcomeKind = (typeof OUTCOME_KINDS)[number];

/** Why a product should never be offered here again; more may be said in the event's note. */
export const NEVER_REASONS = ["other_supplier", "price", "does_not_fit", "vehicle_sold", "quality", "other"] as const;
export type NeverReason = (typeof NEVER_REASONS)[number];

/** Longest free text of an outcome, and of a customer's note, characters. */
export const MAX_OUTCOME_NOTE = 500;
export const MAX_CUSTOMER_NOTE = 4000;

/** A person of the program. `subject` is `${iss}|${sub}`. */
export interface Person {
  readonly subject: string;
  readonly name: string;
}

/**
 * One change to a thing that several people may change, kept for good. `seq` counts the changes of one thing from 1
 * without gaps; `basedOnSeq` is the newest change that its maker had seen take effect, 0 = none.
 */
export interface Revision {
  /** Grows over everything of its kind in the store: "what is new since". */
  readonly id: number;
  readonly seq: number;
  readonly basedOnSeq: number;
  readonly actor: Person;
  /** Seconds since 1970 UTC. */
  readonly atSec: number;
}

export interface OutcomeKey {
  readonly customerId: CustomerId;
  readonly agreementId: AgreementId;
  readonly productId: ProductId;
}

/** What somebody said about one product under one agreement. Never changed or removed: an `undo` takes it back. */
export interface OutcomeEvent extends OutcomeKey, Revision {
  readonly kind: OutcomeKind | "undo";
  /** `seq` of the event taken back; null unless `undo`. */
  readonly undoesSeq: number | null;
  /** ISO date from which the product is listed again; null unless `not_now`. */
  readonly snoozeUntil: string | null;
  /** null unless `never`. */
  readonly reason: NeverReason | null;
  readonly note: string | null;
}

/** A customer's note and next contact date as somebody left them. */
export interface NoteRevision extends Revision {
  readonly customerId: CustomerId;
  readonly note: string;
  /** ISO date; null = none agreed. */
  readonly nextContactOn: string | null;
}
