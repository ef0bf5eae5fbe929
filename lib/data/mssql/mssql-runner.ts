import type { ErpRunner } from "@/lib/data/erp/create-erp";
import { sqlDialect } from "@/lib/data/erp/sql-dialect";
import type { MssqlPool } from "./mssql-pool";

/** Runs the ERP statements on SQL Server. Naive timestamps are UTC both ways; the driver quotes names (QUOTED_IDENTIFIER ON). */
export function createMssqlRunner({
  pool,
  schema,
  timeoutMs,
}: {
  pool: MssqlPool;
  schema: string;
  timeoutMs?: number;
}): ErpRunner {
  return {
    dialect: sqlDialect("mssql", schema),
    run: (statement) => pool.query({ ...statement, timeoutMs }),
    close: () => pool.close(),
  };
}
