"use client";

import { Popover } from "radix-ui";
import type { RefObject } from "react";
import { NeverChoice } from "./never-choice";
import type { OutcomeProduct, OutcomeWrites } from "./outcome-context";
import { SnoozeChoice } from "./snooze-choice";

export interface Question {
  product: OutcomeProduct;
  kind: "not_now" | "never";
}

interface OutcomeQuestionProps {
  question: Question;
  /** What was pressed: the question opens beside it and gives the focus back to it. */
  button: RefObject<HTMLElement | null>;
  onAnswer: (choice: Parameters<OutcomeWrites["record"]>[1]) => void;
  onClose: () => void;
}

/** "Until when?" or "why never?", beside the button that asked: fetched when it is wanted. */
export default function OutcomeQuestion({ question, button, onAnswer, onClose }: OutcomeQuestionProps) {
  return (
    <Popover.Root open onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}>
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
          {question.kind === "not_now" ? (
            <SnoozeChoice onChoose={(snoozeUntil) => onAnswer({ kind: "not_now", snoozeUntil })} />
          ) : null}
          {question.kind === "never" ? (
            <NeverChoice onChoose={(reason, note) => onAnswer({ kind: "never", reason, ...(note ? { note } : {}) })} />
          ) : null}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
