import { z } from "zod";

export const MODEL_STATES = ["candidate", "live", "retired"] as const;
export type ModelState = (typeof MODEL_STATES)[number];

const interval = z.object({ mean: z.number().nullable(), low: z.number().nullable(), high: z.number().nullable() });

/** How a candidate did against the model it would replace, on the same users of the same held-out window. */
export const comparisonSchema = z.object({
  incumbent: z.string(),
  cutoffSec: z.int(),
  endSec: z.int(),
  users: z.int(),
  /** By metric key: the candidate, the incumbent, and candidate - incumbent with its paired 95% interval. */
  metrics: z.record(z.string(), z.object({ candidate: interval, incumbent: interval, difference: interval })),
  /** The difference of precision@20 within each segment. */
  segments: z.array(z.object({ segment: z.string(), users: z.int(), difference: interval })),
});
export type ModelComparison = z.infer<typeof comparisonSchema>;

const settingsSchema = z.record(z.string(), z.union([z.number(), z.string(), z.boolean(), z.null()]));

const tuningSchema = z.object({
  snapshotId: z.string(),
  /** ISO instants; all before what the model was compared on. */
  windows: z.array(z.object({ cutoff: z.string(), end: z.string() })),
  trials: z.int(),
  /** Mean nDCG@20 of the best trial. */
  searchScore: z.number(),
  params: settingsSchema,
});

export const manifestSchema = z.object({
  id: z.string().regex(/^[a-z0-9-]{1,64}$/),
  name: z.string(),
  createdAt: z.string(),
  /** The data it was fitted on, and the instant up to which. */
  snapshotId: z.string(),
  cutoffSec: z.int(),
  seed: z.int(),
  settings: settingsSchema,
  /** Where the settings come from: a search, on which windows of which data. Absent = defaults or given by hand. */
  tuning: tuningSchema.nullish(),
  codeVersion: z.string(),
  featureSet: z.object({ name: z.string(), version: z.int() }),
  fitSeconds: z.number(),
  peakMemoryMb: z.number(),
  /** Counts of the fit: windows, lists, rows, positives, trees, held-out nDCG@20. */
  facts: z.record(z.string(), z.union([z.number(), z.array(z.number())])),
  comparison: comparisonSchema.nullable(),
  /** SHA-256 of the model's bytes. */
  sha256: z.string(),
});
export type ModelManifest = z.infer<typeof manifestSchema>;

export interface ListedModel {
  readonly manifest: ModelManifest;
  readonly state: ModelState;
}
