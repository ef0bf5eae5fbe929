"use client";

import { Popover } from "radix-ui";
import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { NeverChoice } from "./never-choice";
import { OutcomeContext, type OutcomeProduct, type OutcomeWrites } from "./outcome-context";
import { SnoozeChoice } from "./snooze-choice";

/** Keys by their place on the keyboard, on the row that has the focus. */
const KIND_OF_CODE: Readonly<Record<string, string>> = {
  KeyO: "offered",
  KeyR: "ordered",
  KeyS: "not_now",
  KeyN: "never",
};

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.closest("input, textarea, select, [role=menu], [role=dialog]") !== null);

interface Question {
  product: OutcomeProduct;
  kind: "not_now" | "never";
}

/** Lets the rows below record outcomes: by button, by key, and through one question that opens beside the button. */
export function OutcomeProvider({ record, takeBack, children }: OutcomeWrites & { children: ReactNode }) {
  const [question, setQuestion] = useState<Question | null>(null);
  const button = useRef<HTMLElement | null>(null);

  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      const kind = KIND_OF_CODE[event.code];
      if (kind === undefined || event.defaultPrevented || event.repeat || isTyping(event.target)) return;
      if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      const row = document.activeElement?.closest("[data-row]");
      const target = row?.querySelector<HTMLElement>(`[data-outcome="${kind}"]`);
      if (!target) return;
      event.preventDefault();
      target.click();
    }
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);

  const value = useMemo(
    () => ({
      record,
      takeBack,
      ask: (product: OutcomeProduct, kind: "not_now" | "never", element: HTMLElement) => {
        button.current = element;
        setQuestion({ product, kind });
      },
    }),
    [record, takeBack],
  );

  const answer = (choice: Parameters<OutcomeWrites["record"]>[1]) => {
    if (question) record(question.product, choice);
    setQuestion(null);
  };

  return (
    <OutcomeContext value={value}>
      {children}
      <Popover.Root open={question !== null} onOpenChange={(isOpen) => (isOpen ? undefined : setQuestion(null))}>
        <Popover.Anchor virtualRef={button as { current: HTMLElement }} />
        <Popover.Portal>
          <Popover.Content
            align="end"
            sideOffset={6}
            collisionPadding={8}
            onCloseAutoFocus={(event) => {
              event.preventDefault();
              // The row may be gone by now; then the keyboard goes on at the first row that is left.
              if (button.current?.isConnected) button.current.focus();
              else document.querySelector<HTMLElement>("main [data-row-link]")?.focus();
            }}
            className="z-50 w-72 max-w-[calc(100vw-1rem)] rounded-lg border border-line bg-surface p-1.5 text-base shadow-float"
          >
            {question?.kind === "not_now" ? (
              <SnoozeChoice onChoose={(snoozeUntil) => answer({ kind: "not_now", snoozeUntil })} />
            ) : null}
            {question?.kind === "never" ? (
              <NeverChoice onChoose={(reason, note) => answer({ kind: "never", reason, ...(note ? { note } : {}) })} />
            ) : null}
          </Popover.Content>
        </Popover.Portal>
      </Popover.Root>
    </OutcomeContext>
  );
}
