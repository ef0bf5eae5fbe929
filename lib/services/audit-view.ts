/** What the audit log answers. */
import type { AuditKind } from "@/lib/domain/audit";
import type { Page } from "./views";

export interface AuditLogView {
  filter: { actor: string | null; kind: AuditKind | null };
  actors: { subject: string; name: string | null }[];
  list: Page<{
    id: number;
    at: string;
    actor: string;
    actorName: string | null;
    kind: AuditKind;
    detail: Record<string, string | number | boolean | null>;
  }>;
}
