"use client";

import { Command } from "lucide-react";
import { useCallback, useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import type { Density } from "@/components/shell/density";
import type { SavePreferences } from "@/components/shell/user-menu";
import { useDeferred } from "@/components/ui/use-deferred";
import type { Role } from "@/lib/domain/caller";
import { NOTHING_TYPED, type TypedAhead, typedAhead } from "./typed-ahead";

export interface CommandPaletteProps {
  role: Role;
  density: Density;
  signOut: () => Promise<void>;
  savePreferences: SavePreferences;
}

const loadPanel = () => import("./palette-panel");

/** The button of the palette, and Ctrl or Cmd with K from anywhere; the palette itself is fetched when it is wanted. */
export function CommandPalette(props: CommandPaletteProps) {
  const t = useTranslations("palette");
  const [panel, fetchPanel] = useDeferred(loadPanel);
  const [isOpen, setOpen] = useState(false);
  const [typed, setTyped] = useState<TypedAhead>(NOTHING_TYPED);
  const isAwaited = isOpen && panel === null;

  // Fast hands type before the panel is there for the first time: their keys are kept for its field, and from the page.
  useEffect(() => {
    if (!isAwaited) return;
    function onKeyDown(event: KeyboardEvent) {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      if (event.key === "Escape") setOpen(false);
      else if (typedAhead(NOTHING_TYPED, event.key) !== null)
        setTyped((before) => typedAhead(before, event.key) ?? before);
      else return;
      event.preventDefault();
      event.stopPropagation();
    }
    document.addEventListener("keydown", onKeyDown, { capture: true });
    return () => document.removeEventListener("keydown", onKeyDown, { capture: true });
  }, [isAwaited]);

  const toggle = useCallback(() => {
    fetchPanel();
    setTyped(NOTHING_TYPED);
    setOpen((wasOpen) => !wasOpen);
  }, [fetchPanel]);

  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      // Ctrl or Cmd is down a moment before K is: the panel is fetched meanwhile.
      if (event.key === "Control" || event.key === "Meta") fetchPanel();
      const isChord = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.code === "KeyK";
      if (!isChord) return;
      // Browsers search the web with it.
      event.preventDefault();
      toggle();
    }
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [fetchPanel, toggle]);

  return (
    <>
      <button
        type="button"
        aria-label={t("open")}
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K Meta+K"
        title={`${t("open")} (Ctrl K)`}
        onPointerEnter={fetchPanel}
        onFocus={fetchPanel}
        onClick={toggle}
        className="inline-flex h-9 shrink-0 items-center gap-1.5 rounded-md px-2 text-ink-2 hover:bg-sunken hover:text-ink"
      >
        <Command aria-hidden className="size-4" />
      </button>
      {isOpen && panel ? <panel.default {...props} typed={typed} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
