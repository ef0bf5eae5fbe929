import { withDuckDb } from "@/lib/data/duckdb/duckdb-file";
import { AppError } from "@/lib/domain/app-error";
import { DEBT_PRODUCT_ID, DEFAULT_DEMO_OPTIONS, type DemoOptions } from "./demo-options";
import { type DemoProgress, demoRows } from "./demo-rows";
import { openErpRowWriter } from "./erp-row-writer";

export interface MakeDemoOptions extends Partial<DemoOptions> {
  /** Where the DuckDB file goes; nothing may be there yet. */
  readonly file: string;
  readonly onProgress?: (progress: DemoProgress) => void;
}

export interface DemoSummary {
  /** Seed, scale and end date, for people. */
  readonly detail: string;
  /** What an installation with this data must configure. */
  readonly settings: { readonly excludedProductIds: readonly string[] };
  readonly rows: Readonly<Record<string, number>>;
}

const MAX_SCALE = 100;
/** DuckDB's own memory while writing; the rest of the process needs about as much again at the largest scale. */
const MEMORY_LIMIT_MB = 512;

/** Writes the demo ERP into a new DuckDB file. Equal seed, scale and end date give equal rows in equal order. */
export async function makeDemoErp(options: MakeDemoOptions): Promise<DemoSummary> {
  const {
    seed = DEFAULT_DEMO_OPTIONS.seed,
    scale = DEFAULT_DEMO_OPTIONS.scale,
    endDate = DEFAULT_DEMO_OPTIONS.endDate,
  } = options;
  checkOptions({ seed, scale, endDate });
  const rows: Record<string, number> = {};
  await withDuckDb(options.file, { access: "read_write", memoryLimitMb: MEMORY_LIMIT_MB }, async (connection) => {
    const writer = await openErpRowWriter(connection);
    const count = (table: string, row: Parameters<typeof writer.sink>[1]) => {
      rows[table] = (rows[table] ?? 0) + 1;
      writer.sink(table, row);
    };
    for (const progress of demoRows({ seed, scale, endDate }, count)) {
      options.onProgress?.(progress);
      // Lets signals and the progress bar through between pieces.
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
    writer.close();
    await connection.run("CHECKPOINT");
  });
  return {
    detail: `seed ${seed}, scale ${scale}, until ${endDate}`,
    settings: { excludedProductIds: [String(DEBT_PRODUCT_ID)] },
    rows,
  };
}

function checkOptions({ seed, scale, endDate }: DemoOptions): void {
  if (!Number.isSafeInteger(seed))
    throw new AppError("invalid_input", "The seed must be a whole number.", { field: "seed" });
  if (!(scale >= 0.01 && scale <= MAX_SCALE)) {
    throw new AppError("invalid_input", `The scale must be a number from 0.01 to ${MAX_SCALE}.`, { field: "scale" });
  }
  const endMs = /^\d{4}-\d{2}-\d{2}$/.test(endDate) ? Date.parse(`${endDate}T00:00:00Z`) : Number.NaN;
  if (!(endMs >= Date.UTC(2020, 0, 1) && endMs <= Date.UTC(2099, 11, 31))) {
    throw new AppError("invalid_input", "The end date must be a day like 2025-11-21, from 2020 on.", {
      field: "endDate",
    });
  }
}
