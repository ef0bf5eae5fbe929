"use client";

import { useEffect, useState } from "react";
import type { SearchView } from "@/lib/services/product-view";

const TYPING_PAUSE_MS = 90;
/** While a large catalogue is read for the first time. */
const ASK_AGAIN_MS = 1200;

interface Search {
  /** Of the text that was typed last, or of an earlier one while the answer is on its way. */
  view: SearchView | null;
  isPending: boolean;
  hasFailed: boolean;
}

/** Asks for what was typed after a pause, and drops the question when typing goes on. */
export function useSearch(text: string): Search {
  const q = text.trim();
  const [search, setSearch] = useState<Search>({ view: null, isPending: false, hasFailed: false });
  useEffect(() => {
    const abort = new AbortController();
    let timer: ReturnType<typeof setTimeout>;
    async function ask() {
      try {
        const response = await fetch(`/search?${new URLSearchParams({ q })}`, { signal: abort.signal });
        if (!response.ok) throw new Error(String(response.status));
        const view = (await response.json()) as SearchView;
        setSearch({ view, isPending: view.isReadingCatalogue, hasFailed: false });
        if (view.isReadingCatalogue) timer = setTimeout(ask, ASK_AGAIN_MS);
      } catch {
        if (!abort.signal.aborted) setSearch({ view: null, isPending: false, hasFailed: true });
      }
    }
    setSearch((before) => ({ ...before, isPending: q !== "" }));
    timer = setTimeout(ask, q === "" ? 0 : TYPING_PAUSE_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [q]);
  return search;
}
