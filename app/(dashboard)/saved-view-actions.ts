"use server";

import { requireCaller } from "@/lib/auth/require-caller";
import { AppError } from "@/lib/domain/app-error";
import { StoreFailure } from "@/lib/domain/store-failure";
import { deleteView, renameView, type SavedViewLine, saveView } from "@/lib/services/saved-views";
import { wordFailure } from "./word-failure";

// An action is a public address: each authorises by itself, and the services parse what they were sent.

export type ViewAnswer = { ok: true; view: SavedViewLine } | { ok: false; isNameTaken: boolean; message: string };

/** Keeps the list as it stands in the address under a name. */
export async function keepView(input: Parameters<typeof saveView>[1]): Promise<ViewAnswer> {
  const caller = await requireCaller();
  return answer(saveView(caller, input));
}

export async function renameOwnView(input: Parameters<typeof renameView>[1]): Promise<ViewAnswer> {
  const caller = await requireCaller();
  return answer(renameView(caller, input));
}

/** Answers what was deleted, so that it can be brought back. */
export async function deleteOwnView(input: Parameters<typeof deleteView>[1]): Promise<ViewAnswer> {
  const caller = await requireCaller();
  return answer(deleteView(caller, input));
}

async function answer(work: Promise<SavedViewLine>): Promise<ViewAnswer> {
  try {
    return { ok: true, view: await work };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return {
      ok: false,
      isNameTaken: error.code === "conflict",
      message: error instanceof StoreFailure ? await wordFailure(error) : error.message,
    };
  }
}
