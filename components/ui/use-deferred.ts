import { useCallback, useState } from "react";

/**
 * Code that a page starts without and that is fetched when a hand comes near: menus and their positioning are a fifth of
 * a page's script, and most visits open none.
 * @param load a constant of its module, or what starts the loading is another function at each render
 * @returns the loaded module (null until then), and what starts the loading
 */
export function useDeferred<Module>(load: () => Promise<Module>): [Module | null, () => void] {
  const [loaded, setLoaded] = useState<Module | null>(null);
  // A module is fetched once, however often it is asked for.
  const fetch = useCallback(() => void load().then((module) => setLoaded(() => module)), [load]);
  return [loaded, fetch];
}
