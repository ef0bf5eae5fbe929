"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { requireCaller } from "@/lib/auth/require-caller";
import { AppError } from "@/lib/domain/app-error";
import { promoteModel, rollBackModel } from "@/lib/services/change-live-model";
import { wordFailure } from "../word-failure";

const promotion = z.object({ id: z.string().min(1).max(64) });

export type ModelAnswer = { ok: true } | { ok: false; message: string };

/** Makes a version live. An action is a public address: the service authorises and asks the gate. */
export async function promote(input: z.input<typeof promotion>): Promise<ModelAnswer> {
  const caller = await requireCaller();
  const parsed = promotion.safeParse(input);
  if (!parsed.success) return { ok: false, message: "The request is not valid. Reload the page." };
  return await answerOf(promoteModel(caller, parsed.data));
}

/** Back to the version that served before. */
export async function rollBack(): Promise<ModelAnswer> {
  const caller = await requireCaller();
  return await answerOf(rollBackModel(caller));
}

async function answerOf(work: Promise<unknown>): Promise<ModelAnswer> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof AppError) || error.code === "internal") throw error;
    return { ok: false, message: await wordFailure(error) };
  }
  revalidatePath("/models");
  return { ok: true };
}
