"use server";

import { z } from "zod";
import { requireCaller } from "@/lib/auth/require-caller";
import { AppError } from "@/lib/domain/app-error";
import type { AgreementView } from "@/lib/services/agreement-view";
import { recommendForAgreement } from "@/lib/services/recommend-for-agreement";

const option = z.string().max(100).optional();
const input = z.object({
  customerId: z.string().min(1).max(200),
  agreementId: z.string().min(1).max(200),
  query: z.object({
    k: option,
    asOf: option,
    variant: option,
    frequency: option,
    recency: option,
    recencyDays: option,
  }),
});

export type RecommendInput = z.input<typeof input>;
export type RecommendAnswer =
  | { ok: true; view: AgreementView }
  | { ok: false; problem: { message: string; field: string | null; remedy: string | null } };

/**
 * Runs the scorer for an agreement with the chosen options. An action is a public address: it parses and authorises by
 * itself. What the person can mend comes back as a problem; anything else is thrown, and Next logs it under its digest.
 */
export async function recommend(request: RecommendInput): Promise<RecommendAnswer> {
  const caller = await requireCaller();
  const parsed = input.safeParse(request);
  if (!parsed.success) {
    return { ok: false, problem: { message: "The request is not valid.", field: null, remedy: "Reload the page." } };
  }
  try {
    return { ok: true, view: await recommendForAgreement(caller, parsed.data) };
  } catch (error) {
    if (!(error instanceof AppError) || error.code === "internal") throw error;
    const { message, field, remedy } = error;
    return { ok: false, problem: { message, field, remedy } };
  }
}
