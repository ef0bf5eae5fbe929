import { z } from "zod";
import type { SnapshotManifest } from "@/lib/data/ports";

/** `manifest.json` of a dataset. */
export const manifestSchema: z.ZodType<SnapshotManifest> = z.object({
  snapshotId: z.string().regex(/^[0-9a-f]{64}$/),
  builtAt: z.iso.datetime(),
  source: z.object({ kind: z.enum(["demo", "import", "mssql"]), detail: z.string() }),
  counts: z.object({
    lines: z.number(),
    orders: z.number(),
    agreements: z.number(),
    customers: z.number(),
    products: z.number(),
  }),
  dataFromSec: z.number(),
  dataToSec: z.number(),
  excludedProductIds: z.array(z.string()),
  warnings: z.array(z.string()),
  rejected: z.object({ total: z.number(), returns: z.number(), byReason: z.record(z.string(), z.number()) }).nullable(),
});
