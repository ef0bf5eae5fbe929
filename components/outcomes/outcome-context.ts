"use client";

import { createContext, useContext } from "react";
import type { NeverReason, OutcomeKind } from "@/lib/domain/outcome";
import type { OutcomeView, RecommendationView } from "@/lib/services/agreement-view";

/** What somebody chose to say. */
export interface OutcomeChoice {
  kind: OutcomeKind;
  snoozeUntil?: string;
  reason?: NeverReason;
  note?: string;
}

export type OutcomeProduct = Pick<RecommendationView, "productId" | "code" | "name" | "nameUk" | "outcomeVersion"> & {
  outcome: OutcomeView | null;
};

export interface OutcomeWrites {
  record: (product: OutcomeProduct, choice: OutcomeChoice) => void;
  /** Takes the standing outcome back. */
  takeBack: (product: OutcomeProduct, seq: number) => void;
}

export interface OutcomeContextValue extends OutcomeWrites {
  /** Asks for the date or the reason beside the button. */
  ask: (product: OutcomeProduct, kind: "not_now" | "never", button: HTMLElement) => void;
}

/** null where outcomes cannot be recorded: rows then show no buttons. */
export const OutcomeContext = createContext<OutcomeContextValue | null>(null);

export const useOutcomes = () => useContext(OutcomeContext);
