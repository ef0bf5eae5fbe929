import { createErp } from "@/lib/data/erp/create-erp";
import { DEFAULT_ERP_SETTINGS, type ErpSettings } from "@/lib/data/erp/erp-settings";
import type { ErpPort } from "@/lib/data/ports";
import type { MssqlPool } from "./mssql-pool";
import { createMssqlRunner } from "./mssql-runner";

/**
 * The order database on SQL Server 2016 or newer (compatibility level 130: OPENJSON), read-only by what it asks. Closing it
 * closes the pool. Throws AppError `unavailable` when the server cannot be reached or lacks a required table.
 */
export async function openMssqlErp({
  pool,
  settings = {},
  timeoutMs,
}: {
  pool: MssqlPool;
  settings?: Partial<ErpSettings>;
  /** Of each statement; default: the pool's. */
  timeoutMs?: number;
}): Promise<ErpPort> {
  const whole = { ...DEFAULT_ERP_SETTINGS, schema: "dbo", ...settings };
  return createErp({ runner: createMssqlRunner({ pool, schema: whole.schema, timeoutMs }), settings: whole });
}
