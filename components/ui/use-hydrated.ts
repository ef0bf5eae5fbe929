import { useSyncExternalStore } from "react";

const never = () => () => undefined;

/** Whether the page answers to clicks yet: false in what the server sends, true right after. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
