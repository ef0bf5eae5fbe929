"use client";

import { Keyboard } from "lucide-react";
import { useCallback, useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { useDeferred } from "@/components/ui/use-deferred";

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.closest("input, textarea, select, [role=menu], [role=dialog], [role=listbox]") !== null);

/** Moves the focus to the next or previous row's link: Enter is then the link's own. */
function moveRow(step: 1 | -1) {
  const rows = [...document.querySelectorAll<HTMLElement>("main [data-row-link]")].filter((row) => row.offsetParent);
  if (rows.length === 0) return;
  const focused = document.activeElement;
  let current = rows.indexOf(focused as HTMLElement);
  // From a link inside a row: count on from that row.
  if (current < 0) current = rows.findIndex((row) => row.closest("[data-row]")?.contains(focused) ?? false);
  const next = rows[current < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, current + step))];
  next.focus({ preventScroll: true });
  next.closest("[data-row]")?.scrollIntoView({ block: "nearest" });
}

/** Follows the link to the previous or next one of the list that the page was reached from, where it shows one. */
function step(where: "prev" | "next") {
  document.querySelector<HTMLAnchorElement>(`main a[data-neighbour][rel=${where}]`)?.click();
}

const loadSheet = () => import("./key-sheet");

/** Keys by their place on the keyboard (`event.code`), so that they work in every layout; and the sheet that lists them. */
export function Shortcuts() {
  const t = useTranslations();
  const [isOpen, setOpen] = useState(false);
  const [sheet, fetchSheet] = useDeferred(loadSheet);
  const open = useCallback(() => {
    fetchSheet();
    setOpen(true);
  }, [fetchSheet]);

  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (event.code === "Slash" && event.shiftKey) open();
      else if (event.code === "Slash") document.querySelector<HTMLInputElement>("[data-search]")?.focus();
      else if (event.code === "KeyJ" && !event.shiftKey) moveRow(1);
      else if (event.code === "KeyK" && !event.shiftKey) moveRow(-1);
      else if (event.code === "BracketLeft" && !event.shiftKey) step("prev");
      else if (event.code === "BracketRight" && !event.shiftKey) step("next");
      else return;
      event.preventDefault();
    }
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [open]);

  return (
    <>
      <Button
        variant="ghost"
        size="icon"
        aria-label={t("shell.keys")}
        aria-haspopup="dialog"
        title={t("shell.keys")}
        className="max-sm:hidden"
        onClick={open}
      >
        <Keyboard aria-hidden />
      </Button>
      {isOpen && sheet ? <sheet.default onClose={() => setOpen(false)} /> : null}
    </>
  );
}
