import type { Caller } from "@/lib/domain/caller";
import { galleryState } from "./gallery-state";

/** Sees nobody: narrower than anybody's own scope. */
const NOTHING = { kind: "owned", ownerId: null, includeUnassigned: false } as const;

/** The caller as the gallery asks for it: with fewer customers or a smaller role, never with more. Itself in production. */
export async function galleryCaller(caller: Caller): Promise<Caller> {
  const state = await galleryState();
  if (state === "empty") return { ...caller, scope: NOTHING };
  if (state === "no-permission") return { ...caller, role: "rep", scope: NOTHING };
  return caller;
}
