import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { ErpShape } from "@/lib/data/erp/erp-shape";
import { ERP_TABLES } from "@/lib/data/erp/schema";
import { writeFileDurably } from "@/lib/data/snapshots/dataset-folder";

/** `pull.json` of a dataset: from what it was pulled, so that the next pull knows whether it may build on it. */
export interface PullRecord {
  readonly version: number;
  /** Hash over the source's name and the tables, columns and id types it offered. */
  readonly sourceKey: string;
  readonly mode: "incremental" | "full";
  readonly pulledAt: string;
  /** Lines read from the source, out of all. */
  readonly linesRead: number;
  readonly lines: number;
  /** Lines that lie behind the sorted ones. */
  readonly unsorted: number;
}

/** Raise when the same source begins to give another mirror: older ones are then no base. */
export const PULL_VERSION = 1;
const PULL_FILE = "pull.json";

const recordSchema: z.ZodType<PullRecord> = z.object({
  version: z.number(),
  sourceKey: z.string(),
  mode: z.enum(["incremental", "full"]),
  pulledAt: z.iso.datetime(),
  linesRead: z.number(),
  lines: z.number(),
  unsorted: z.number(),
});

/** null where the dataset was not pulled, or its record cannot be read: then everything is read. */
export async function readPullRecord(folder: string): Promise<PullRecord | null> {
  try {
    return recordSchema.parse(JSON.parse(await readFile(join(folder, PULL_FILE), "utf8")));
  } catch {
    return null;
  }
}

export async function writePullRecord(folder: string, record: PullRecord): Promise<void> {
  await writeFileDurably({ folder, name: PULL_FILE, text: `${JSON.stringify(record, null, 2)}\n` });
}

export function sourceKeyOf(source: { readonly name: string; readonly schema: string }, shape: ErpShape): string {
  const tables = ERP_TABLES.filter(({ name }) => shape.hasTable(name)).map(({ name, columns }) => [
    name,
    columns.filter((column) => shape.hasColumn(name, column.name)).map((column) => column.name),
  ]);
  const idTypes = (["customer", "agreement", "product", "order"] as const).map((kind) => shape.idType(kind));
  return createHash("sha256")
    .update(JSON.stringify([source.name, source.schema, tables, idTypes]))
    .digest("hex");
}
