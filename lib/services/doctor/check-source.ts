import type { Env } from "@/lib/config/env";
import { inspectMssql } from "@/lib/data/mssql/inspect-mssql";
import { log } from "@/lib/observability/log";
import { type Finding, ok, refused } from "./finding";
import { sourceFindings } from "./source-findings";

/** What SQL Server looks like; one line where the orders come from a data set. Never throws. */
export async function checkSource(
  settings: Env,
  { nowSec, rows }: { nowSec: number; rows: boolean },
): Promise<Finding[]> {
  const {
    source,
    mssqlUrl,
    mssql,
    erpSchema: schema,
    excludedProductIds,
    ownership,
    productName,
    validityColumn,
  } = settings;
  if (source !== "mssql" || mssqlUrl === null) return [ok("source", "Orders come from the demo or an import.")];
  try {
    const erp = { schema, excludedProductIds, ownership, productName, validityColumn };
    const inspection = await inspectMssql({ url: mssqlUrl, ...mssql }, erp, { rows });
    return sourceFindings(inspection, { nowSec, validityColumn });
  } catch (error) {
    return [refused("connection", error)];
  }
}

/** The check at the start of a process: what is not in order goes into the log, and nothing waits for it. */
export async function logSourceCheck(settings: Env): Promise<void> {
  if (settings.source !== "mssql") return;
  const findings = await checkSource(settings, { nowSec: Math.floor(Date.now() / 1000), rows: false });
  for (const { check, state, message, remedy } of findings) {
    if (state !== "ok") log.warn("order_database_check", { check, state, message, remedy });
  }
}
