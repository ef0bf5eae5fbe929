import { z } from "zod";

/** Columns that name a row, before its label and features. */
const KEY_COLUMNS = ["agreement_id", "product_id"] as const;
export type KeyColumn = (typeof KEY_COLUMNS)[number];

export const featureManifestSchema = z.object({
  featureSet: z.object({ name: z.string().regex(/^[a-z][a-z0-9-]{0,40}$/), version: z.int().positive() }),
  keys: z.array(z.enum(KEY_COLUMNS)).min(1),
  /** Feature columns, in the order of the set. */
  features: z.array(z.string()),
  snapshotId: z.string().regex(/^[A-Za-z0-9@_-]{1,80}$/),
  /** Midnight UTC; nothing at or after it is in a feature. */
  cutoffSec: z.int().multipleOf(86_400),
  /** Days of holdout that the label looks at; null = no label, or the holdout is not over. */
  labelDays: z.int().positive().nullable(),
  /** How rows were chosen; null = every product. */
  candidates: z.record(z.string(), z.number()).nullable(),
  /** Users asked, of how many with a history; null = the rows are not about users. */
  users: z.object({ asked: z.int(), known: z.int() }).nullable(),
  seed: z.int(),
  codeVersion: z.string(),
  createdAt: z.string(),
  rowCount: z.int(),
  bytes: z.int(),
});
export type FeatureManifest = z.infer<typeof featureManifestSchema>;

/** What the writer says of the file; the rest is counted. */
export type FeatureFacts = Omit<FeatureManifest, "rowCount" | "bytes">;

/** What names a file. */
export type FeatureKey = Pick<FeatureManifest, "featureSet" | "snapshotId" | "cutoffSec">;
