import { createErp } from "@/lib/data/erp/create-erp";
import { DEFAULT_ERP_SETTINGS, type ErpSettings } from "@/lib/data/erp/erp-settings";
import type { ErpPort } from "@/lib/data/ports";
import { openDuckDbRunner } from "./duckdb-runner";

/** The order database in a DuckDB file with the tables of `schema.ts`, opened READ_ONLY. */
export async function openDuckDbErp({
  file,
  settings = {},
}: {
  file: string;
  settings?: Partial<ErpSettings>;
}): Promise<ErpPort> {
  const whole = { ...DEFAULT_ERP_SETTINGS, ...settings };
  const runner = await openDuckDbRunner({ file, schema: whole.schema });
  try {
    return await createErp({ runner, settings: whole });
  } catch (error) {
    await runner.close();
    throw error;
  }
}
