import type { Caller } from "@/lib/domain/caller";
import type { NoteView } from "./customer-view";
import { isoOf } from "./data-stamp";
import type { NoteState } from "./outcome-book";

export function noteView({ current, version }: NoteState, caller: Caller): NoteView {
  return {
    note: current?.note ?? "",
    nextContactOn: current?.nextContactOn ?? null,
    by: current?.actor.name ?? null,
    isOwn: current?.actor.subject === caller.subject,
    at: current === null ? null : isoOf(current.atSec),
    version,
  };
}
