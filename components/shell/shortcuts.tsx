"use client";

import { Keyboard } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogTrigger } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import { Tooltip } from "@/components/ui/tooltip";

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

const KEYS = [
  { key: "search", caps: ["/"] },
  { key: "down", caps: ["J"] },
  { key: "up", caps: ["K"] },
  { key: "open", caps: ["Enter"] },
  { key: "help", caps: ["Shift", "/"] },
] as const;

/** On a recommended product's row; the rows themselves listen for them. */
const OUTCOME_KEYS = [
  { key: "offered", caps: ["O"] },
  { key: "ordered", caps: ["R"] },
  { key: "not_now", caps: ["S"] },
  { key: "never", caps: ["N"] },
] as const;

/** Keys by their place on the keyboard (`event.code`), so that they work in every layout; and the sheet that lists them. */
export function Shortcuts() {
  const t = useTranslations();
  const [isOpen, setOpen] = useState(false);

  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (event.code === "Slash" && event.shiftKey) setOpen(true);
      else if (event.code === "Slash") document.querySelector<HTMLInputElement>("[data-search]")?.focus();
      else if (event.code === "KeyJ" && !event.shiftKey) moveRow(1);
      else if (event.code === "KeyK" && !event.shiftKey) moveRow(-1);
      else return;
      event.preventDefault();
    }
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);

  return (
    <Dialog open={isOpen} onOpenChange={setOpen}>
      <Tooltip label={t("shell.keys")} side="bottom">
        <DialogTrigger asChild>
          <Button variant="ghost" size="icon" aria-label={t("shell.keys")} className="max-sm:hidden">
            <Keyboard aria-hidden />
          </Button>
        </DialogTrigger>
      </Tooltip>
      <DialogContent title={t("shell.keys")} closeLabel={t("common.close")}>
        <dl className="divide-y divide-line">
          {[
            ...KEYS.map(({ key, caps }) => ({ key, caps, label: t(`shell.keyList.${key}`) })),
            ...OUTCOME_KEYS.map(({ key, caps }) => ({ key, caps, label: t(`outcomes.keys.${key}`) })),
          ].map(({ key, caps, label }) => (
            <div key={key} className="flex items-center justify-between gap-4 py-2.5">
              <dt>{label}</dt>
              <dd className="flex gap-1">
                {caps.map((cap) => (
                  <Kbd key={cap}>{cap}</Kbd>
                ))}
              </dd>
            </div>
          ))}
        </dl>
        <p className="mt-3 text-sm text-ink-2">{t("shell.keysNote")}</p>
      </DialogContent>
    </Dialog>
  );
}
