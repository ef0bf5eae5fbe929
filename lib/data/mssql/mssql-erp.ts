import { createErp } from "@/lib/data/erp/create-erp";
import { DEFAULT_ERP_SETTINGS, type ErpSettings } from "@/lib/data/erp/erp-settings";
import type { ErpPort } from "@/lib/data/ports";
import { openMssqlRunner } from "./mssql-runner";

/** The order database on SQL Server 2016 or newer (compatibility level 130: OPENJSON), read-only by what it asks. */
export async function openMssqlErp({
  connectionString,
  settings = {},
}: {
  connectionString: string;
  settings?: Partial<ErpSettings>;
}): Promise<ErpPort> {
  const whole = { ...DEFAULT_ERP_SETTINGS, schema: "dbo", ...settings };
  const runner = await openMssqlRunner({ connectionString, schema: whole.schema });
  try {
    return await createErp({ runner, settings: whole });
  } catch (error) {
    await runner.close();
    throw error;
  }
}
