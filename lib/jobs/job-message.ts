import { z } from "zod";
import { ERROR_CODES } from "@/lib/domain/app-error";
import { JOB_KINDS } from "@/lib/domain/job-kind";

const counts = z.record(z.string().max(60), z.number());

/** What a job's process tells the one that started it. */
export const jobMessageSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("progress"), fraction: z.number().min(0).max(1), counts: counts.optional() }),
  z.object({ type: z.literal("log"), line: z.string() }),
  z.object({ type: z.literal("done"), counts, next: z.array(z.enum(JOB_KINDS)) }),
  z.object({
    type: z.literal("failed"),
    code: z.enum(ERROR_CODES),
    message: z.string(),
    remedy: z.string().nullable(),
  }),
]);
export type JobMessage = z.infer<typeof jobMessageSchema>;
