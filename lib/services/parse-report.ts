import { z } from "zod";
import { AppError } from "@/lib/domain/app-error";
import type { BacktestReport } from "@/lib/evaluation/report";
import { PROTOCOLS } from "@/lib/evaluation/split";

const share = z.number().nullable();
const interval = z.object({ mean: share, low: share, high: share });
const metrics = z.record(z.string(), interval);
const figures = z.record(z.string(), share);
const count = z.int().nonnegative();
const instant = z.iso.datetime();
const name = z.string().min(1).max(200);
const bins = z.array(z.number().nonnegative()).max(1000);

const calibration = z
  .object({ count: bins, predicted: bins, observed: bins, expectedCalibrationError: share })
  .refine(({ count: all, predicted, observed }) => all.length === predicted.length && all.length === observed.length, {
    error: "has bins of different lengths",
  });

const model = z.object({
  name,
  source: z.string(),
  params: z.array(z.record(z.string(), z.unknown())),
  settingsTried: count,
  // Absent in reports of before there was such a figure.
  tunedOn: z
    .object({ snapshotId: name, windows: z.array(z.object({ cutoff: instant, end: instant })), trials: count })
    .nullable()
    .default(null),
  metrics,
  withoutDiscover: metrics,
  unconditional: metrics,
  rollUp: z.object({ customers: count, metrics }).nullable(),
  shareOfCeiling: metrics,
  byCutoff: z.array(figures),
  byCutoffIntervals: z.array(metrics),
  slices: z.array(z.object({ dimension: name, value: z.string().max(200), users: count, metrics, ceiling: figures })),
  versusBaseline: metrics.nullable(),
  versusLive: metrics.nullable().default(null),
  calibration: calibration.nullable(),
  calibrationErrorByCutoff: z.array(share).default([]),
  tuneSeconds: z.number(),
  fitSeconds: z.number(),
  scoreSeconds: z.number(),
  peakMemoryMb: z.number(),
});

const schema = z.object({
  schemaVersion: z.literal(2),
  protocol: z.enum(PROTOCOLS),
  snapshotId: name,
  codeVersion: name,
  seed: z.number(),
  generatedAt: instant,
  windowDays: z.number().nullable(),
  data: z.object({ from: instant, to: instant, users: count, items: count, lines: count }),
  cutoffs: z.array(
    z.object({
      cutoff: instant,
      end: instant,
      usersWithHistory: count,
      buyers: count,
      evaluatedUsers: count,
      repeatShare: share,
      ceiling: figures,
    }),
  ),
  users: count,
  ceiling: figures,
  baseline: name.nullable(),
  live: name.nullable().default(null),
  bootstrapDraws: count,
  notes: z.array(z.string()),
  models: z.array(model),
}) satisfies z.ZodType<BacktestReport>;

/**
 * A report as `npm run backtest` wrote it. Throws AppError `corrupt` that says where the text stops being one; unknown
 * fields are left out.
 */
export function parseReport(text: string): BacktestReport {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new AppError("corrupt", "The file is not JSON.", { cause });
  }
  const result = schema.safeParse(json);
  if (!result.success) {
    const { path, message } = result.error.issues[0];
    const place = path.map(String).join(".") || "the report";
    throw new AppError("corrupt", `The file is no report of this version: ${place}: ${message}.`);
  }
  const { cutoffs, models } = result.data;
  for (const { name: of, byCutoff, byCutoffIntervals } of models) {
    if (byCutoff.length !== cutoffs.length || byCutoffIntervals.length !== cutoffs.length) {
      throw new AppError("corrupt", `The file is no report of this version: ${of} has not every cutoff.`);
    }
  }
  return result.data;
}
