"use server";

import { z } from "zod";
import { requireCaller } from "@/lib/auth/require-caller";
import { AppError } from "@/lib/domain/app-error";
import { JOB_KINDS } from "@/lib/domain/job-kind";
import { requestJob } from "@/lib/services/request-job";
import { wordFailure } from "../word-failure";

const request = z.union([z.object({ kind: z.enum(JOB_KINDS) }), z.object({ retryOf: z.number() })]);

export type JobAnswer = { ok: true; run: number } | { ok: false; message: string };

/** Asks for a run of a job. An action is a public address: the service authorises. */
export async function startJob(input: z.input<typeof request>): Promise<JobAnswer> {
  const caller = await requireCaller();
  const parsed = request.safeParse(input);
  if (!parsed.success) return { ok: false, message: "The request is not valid. Reload the page." };
  try {
    return { ok: true, run: await requestJob(caller, parsed.data) };
  } catch (error) {
    if (!(error instanceof AppError) || error.code === "internal") throw error;
    return { ok: false, message: await wordFailure(error) };
  }
}
