"use client";

import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { useDeferred } from "@/components/ui/use-deferred";
import { OutcomeContext, type OutcomeProduct, type OutcomeWrites } from "./outcome-context";
import type { Question } from "./outcome-question";

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

const loadQuestion = () => import("./outcome-question");

/** Lets the rows below record outcomes: by button, by key, and through one question that opens beside the button. */
export function OutcomeProvider({ record, takeBack, children }: OutcomeWrites & { children: ReactNode }) {
  const [question, setQuestion] = useState<Question | null>(null);
  const button = useRef<HTMLElement | null>(null);
  const [module, fetch] = useDeferred(loadQuestion);

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
        fetch();
        button.current = element;
        setQuestion({ product, kind });
      },
    }),
    [record, takeBack, fetch],
  );

  const answer = (choice: Parameters<OutcomeWrites["record"]>[1]) => {
    if (question) record(question.product, choice);
    setQuestion(null);
  };

  return (
    <OutcomeContext value={value}>
      {children}
      {question && module ? (
        <module.default question={question} button={button} onAnswer={answer} onClose={() => setQuestion(null)} />
      ) : null}
    </OutcomeContext>
  );
}
