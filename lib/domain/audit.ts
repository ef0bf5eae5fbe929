/** What the audit log keeps. Later kinds (keys, roles) are added here. */
export const AUDIT_KINDS = [
  "sign_in",
  "sign_in_denied",
  "sign_out",
  "denied",
  "export",
  "outcome",
  "note",
  "model",
  "setting",
  "job",
] as const;
export type AuditKind = (typeof AUDIT_KINDS)[number];

/** One line of the audit log, before the store numbers it. Ids and figures only: no names, addresses or free text. */
export interface AuditDraft {
  readonly kind: AuditKind;
  /** Subject of the person, `${iss}|${sub}`. */
  readonly actor: string;
  readonly atSec: number;
  /** Ids of what it was about, and figures: `{ customerId: "17", rows: 40 }`. */
  readonly detail: Readonly<Record<string, string | number | boolean | null>>;
}

export interface AuditEntry extends AuditDraft {
  readonly id: number;
  /** Name of the actor as last signed in; null for somebody the program never let in. */
  readonly actorName: string | null;
}
