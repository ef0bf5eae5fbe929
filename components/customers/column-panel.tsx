"use client";

import { ChevronDown, ChevronUp } from "lucide-react";
import { Popover } from "radix-ui";
import { type ReactElement, useEffect, useId, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";

interface ColumnPanelProps {
  trigger: ReactElement;
  /** Those that are shown in their order, then the others. */
  columns: { key: string; label: string; isShown: boolean }[];
  onToggle: (key: string) => void;
  /** One place to the front (-1) or to the end (1) among those that are shown. */
  onMove: (key: string, step: -1 | 1) => void;
  /** null = the usual columns are shown. */
  onReset: (() => void) | null;
}

/** The opened choice of columns around its button: fetched when it is wanted. */
export default function ColumnPanel({ trigger, columns, onToggle, onMove, onReset }: ColumnPanelProps) {
  const t = useTranslations("views");
  const titleId = useId();
  const shownCount = columns.filter(({ isShown }) => isShown).length;
  const list = useRef<HTMLUListElement>(null);
  const [moved, setMoved] = useState<{ key: string; step: -1 | 1 } | null>(null);
  const place = moved === null ? -1 : columns.findIndex(({ key }) => key === moved.key);
  // A row that changes its place loses the focus in some browsers: the next press must move it on.
  useEffect(() => {
    if (moved === null || place < 0) return;
    list.current?.querySelector<HTMLElement>(`[data-move="${moved.key}:${moved.step}"]`)?.focus();
  }, [moved, place]);

  function move(key: string, step: -1 | 1) {
    onMove(key, step);
    setMoved({ key, step });
  }

  return (
    <Popover.Root defaultOpen>
      <Popover.Trigger asChild>{trigger}</Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          aria-labelledby={titleId}
          align="end"
          sideOffset={6}
          collisionPadding={8}
          className="z-50 max-h-(--radix-popover-content-available-height) w-72 overflow-y-auto rounded-lg border border-line bg-surface p-1.5 text-base shadow-float"
        >
          <h2 id={titleId} className="px-2.5 pt-1 pb-0.5 text-xs font-normal text-ink-3">
            {t("columnsLead")}
          </h2>
          <ul ref={list}>
            {columns.map(({ key, label, isShown }, at) => (
              <li key={key} className="flex h-9 items-center rounded-md ps-2.5 hover:bg-sunken">
                <label className="flex h-full min-w-0 flex-1 cursor-pointer items-center gap-2.5">
                  <input
                    type="checkbox"
                    checked={isShown}
                    onChange={() => onToggle(key)}
                    className="size-4 shrink-0 accent-(--accent)"
                  />
                  <span className={isShown ? "truncate" : "truncate text-ink-2"}>{label}</span>
                </label>
                {isShown
                  ? ([-1, 1] as const).map((step) => (
                      <Button
                        key={step}
                        variant="ghost"
                        className="size-8 px-0"
                        data-move={`${key}:${step}`}
                        aria-label={t(step === -1 ? "columnUp" : "columnDown", { name: label })}
                        // Not `disabled`: the focus would be lost at either end of the way.
                        aria-disabled={at === (step === -1 ? 0 : shownCount - 1)}
                        onClick={() => (at === (step === -1 ? 0 : shownCount - 1) ? undefined : move(key, step))}
                      >
                        {step === -1 ? <ChevronUp aria-hidden /> : <ChevronDown aria-hidden />}
                      </Button>
                    ))
                  : null}
              </li>
            ))}
          </ul>
          <p role="status" className="sr-only">
            {place >= 0 ? t("columnMoved", { name: columns[place].label, place: place + 1, count: shownCount }) : ""}
          </p>
          {onReset ? (
            <Button variant="ghost" className="mt-1 w-full justify-start px-2.5" onClick={onReset}>
              {t("columnsReset")}
            </Button>
          ) : null}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
