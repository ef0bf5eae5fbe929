import { useSearchParams } from "next/navigation";
import { useCallback } from "react";
import { OPTION_NAMES } from "./address-options";

/** What the address of an agreement page holds: what it asks the scorer, and which list a phone shows. */
const NAMES = [...OPTION_NAMES, "list"] as const;
type Name = (typeof NAMES)[number];

export type AddressChanges = Partial<Record<Name, string | null>>;

/**
 * The page's parameters, as they stand in the address (null = left out), and what changes them there. Next follows the
 * browser's own history, so back and forward work and the server is not asked for the page again.
 */
export function useAddress(): [
  Readonly<Record<Name, string | null>>,
  (changes: AddressChanges, how?: "push" | "replace") => void,
] {
  const parameters = useSearchParams();
  const current = Object.fromEntries(NAMES.map((name) => [name, parameters.get(name)])) as Record<Name, string | null>;
  const change = useCallback((changes: AddressChanges, how: "push" | "replace" = "push") => {
    const address = new URL(window.location.href);
    for (const [name, value] of Object.entries(changes)) {
      if (value === null) address.searchParams.delete(name);
      else if (value !== undefined) address.searchParams.set(name, value);
    }
    window.history[how === "push" ? "pushState" : "replaceState"](null, "", address);
  }, []);
  return [current, change];
}
