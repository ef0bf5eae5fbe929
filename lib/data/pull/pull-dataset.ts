import { rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { DEFAULT_ERP_SETTINGS } from "@/lib/data/erp/erp-settings";
import { type ErpShape, erpShape } from "@/lib/data/erp/erp-shape";
import { hasWholeIds } from "@/lib/data/erp/pull-queries";
import { catalogueQuery } from "@/lib/data/erp/queries";
import type { SnapshotManifest } from "@/lib/data/ports";
import { datasetFolder, ERP_FILE, readPointer } from "@/lib/data/snapshots/dataset-folder";
import { type DatasetSettings, publishDataset } from "@/lib/data/snapshots/publish-dataset";
import { AppError } from "@/lib/domain/app-error";
import { log } from "@/lib/observability/log";
import { fillMirror, type MirrorFilled } from "./fill-mirror";
import { BUCKET_WIDTHS, type BucketWidths } from "./plan-reading";
import { PULL_VERSION, readPullRecord, sourceKeyOf, writePullRecord } from "./pull-record";
import { allRows, type PullSource } from "./pull-source";

export type PullMode = "incremental" | "full";

export interface PullStep {
  readonly step: "reference" | "compare" | "lines" | "store" | "snapshot" | "publish";
  readonly done: number;
  /** null while unknown. */
  readonly total: number | null;
}

export interface PullDatasetOptions {
  readonly source: PullSource;
  readonly dataDir: string;
  /** `incremental` builds on the current dataset where that was pulled from the same source, and reads everything otherwise. */
  readonly mode: PullMode;
  readonly settings: DatasetSettings;
  /** The column of OrderItem that says whether a line counts; null = all lines count. */
  readonly validityColumn?: string | null;
  /** Datasets that stay on disk, the new one included. */
  readonly keep?: number;
  readonly rereadDays?: number;
  readonly widths?: BucketWidths;
  readonly memoryLimitMb?: number;
  readonly onProgress?: (step: PullStep) => void;
  readonly signal?: AbortSignal | null;
}

export interface PulledDataset extends MirrorFilled {
  readonly dataset: string;
  readonly manifest: SnapshotManifest;
  /** What was done: `full` also where an incremental pull had nothing to build on. */
  readonly mode: PullMode;
}

/** Late invoices and corrections come within days; they are read again whatever the comparison says. */
const REREAD_DAYS = 14;
/** Beyond this share of lines behind the sorted ones, reading one agreement's history would begin to slow down. */
const MOST_UNSORTED = 0.1;
/** DuckDB holds this much while rows come in and are sorted; the rest spills to the temporary folder. */
const MEMORY_LIMIT_MB = 400;

/**
 * Pulls the order database into a new dataset beside the current one and swaps it in: the tables into an embedded mirror, the
 * lines into a snapshot. After it, the dataset is the one that a full pull at this moment gives. Throws AppError
 * `unavailable` when the source stops answering, and the signal's reason when aborted; the current dataset then stays.
 */
export async function pullDataset(options: PullDatasetOptions): Promise<PulledDataset> {
  const { source, dataDir, settings, signal = null, onProgress = () => undefined } = options;
  const { validityColumn = DEFAULT_ERP_SETTINGS.validityColumn } = options;
  const shape = await shapeOf(source, validityColumn);
  const sourceKey = sourceKeyOf(source, shape);
  const base = options.mode === "full" || !hasWholeIds(shape) ? null : await findBase(dataDir, sourceKey);
  let filled: (MirrorFilled & { readonly mode: PullMode }) | null = null;
  const published = await publishDataset({
    dataDir,
    kind: "mssql",
    detail: source.name,
    settings,
    keep: options.keep,
    fillErp: async (erpFile) => {
      filled = await filledFrom(base, { options, shape, erpFile });
      await writePullRecord(dirname(erpFile), {
        version: PULL_VERSION,
        sourceKey,
        mode: filled.mode,
        pulledAt: new Date().toISOString(),
        linesRead: filled.linesRead,
        lines: filled.lines,
        unsorted: filled.mode === "full" || base?.isUnsorted ? 0 : (base?.unsorted ?? 0) + filled.linesRead,
      });
      return undefined;
    },
    onProgress: ({ stage, done, total }) => {
      signal?.throwIfAborted();
      if (stage !== "fill") onProgress({ step: stage, done, total });
    },
  });
  return { ...(filled as unknown as MirrorFilled & { mode: PullMode }), ...published };
}

/** The mirror of an earlier pull. */
interface Base {
  readonly file: string;
  readonly unsorted: number;
  /** So much lies behind its sorted lines that they are sorted anew. */
  readonly isUnsorted: boolean;
}

/** Built on the base, and without it when the base turns out to be damaged. */
async function filledFrom(
  base: Base | null,
  { options, shape, erpFile }: { options: PullDatasetOptions; shape: ErpShape; erpFile: string },
): Promise<MirrorFilled & { mode: PullMode }> {
  const temporaryFolder = join(dirname(erpFile), "pull-sort");
  try {
    const filled = await fillMirror({
      source: options.source,
      shape,
      erpFile,
      baseFile: base?.file ?? null,
      resort: base?.isUnsorted ?? false,
      temporaryFolder,
      widths: options.widths ?? BUCKET_WIDTHS,
      rereadDays: options.rereadDays ?? REREAD_DAYS,
      memoryLimitMb: options.memoryLimitMb ?? MEMORY_LIMIT_MB,
      onProgress: options.onProgress ?? (() => undefined),
      signal: options.signal ?? null,
    });
    return { ...filled, mode: base === null ? "full" : "incremental" };
  } catch (error) {
    // What the source has to say is an AppError; the rest came from the files.
    if (base === null || error instanceof AppError || options.signal?.aborted) throw error;
    log.warn("pull_base_damaged", { reason: String(error) });
    for (const file of [erpFile, `${erpFile}.wal`]) await rm(file, { force: true });
    return await filledFrom(null, { options, shape, erpFile });
  } finally {
    await rm(temporaryFolder, { recursive: true, force: true });
  }
}

/** What the source offers now. */
async function shapeOf(source: PullSource, validityColumn: string | null): Promise<ErpShape> {
  const rows = await allRows(source, catalogueQuery(source.dialect), { schema: source.schema });
  return erpShape(
    rows.map(([table_schema, table_name, column_name, data_type]) => ({
      table_schema: String(table_schema),
      table_name: String(table_name),
      column_name: String(column_name),
      data_type: String(data_type),
    })),
    { validityColumn },
  );
}

/** The current dataset's mirror, when a pull of this version made it from this source; else null. */
async function findBase(dataDir: string, sourceKey: string): Promise<Base | null> {
  try {
    const current = await readPointer(dataDir);
    if (current === null) return null;
    const folder = datasetFolder(dataDir, current);
    const record = await readPullRecord(folder);
    if (record?.version !== PULL_VERSION || record.sourceKey !== sourceKey) return null;
    const { unsorted, lines } = record;
    return { file: join(folder, ERP_FILE), unsorted, isUnsorted: unsorted > MOST_UNSORTED * lines };
  } catch (error) {
    log.warn("pull_base_unreadable", { reason: String(error) });
    return null;
  }
}
