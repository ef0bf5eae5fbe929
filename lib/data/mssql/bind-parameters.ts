import sql from "mssql";
import type { ParameterType, ParameterValue } from "@/lib/data/erp/sql-dialect";

/** Text parameters have one declared length, so that the server keeps one plan for each statement. */
const TEXT_LENGTH = 400;

/** Binds by declared type; whole ids travel as text in JavaScript, for a bigint exceeds what its numbers hold. */
export function bindParameters(
  request: sql.Request,
  types: Readonly<Record<string, ParameterType>>,
  values: Readonly<Record<string, ParameterValue>>,
): void {
  for (const [name, type] of Object.entries(types)) {
    const value = values[name] ?? null;
    if (type === "instant")
      request.input(name, sql.DateTime2(0), value === null ? null : new Date((value as number) * 1000));
    else if (type === "ids") request.input(name, sql.NVarChar(sql.MAX), JSON.stringify(value));
    else if (type === "bigint") request.input(name, sql.BigInt, value);
    else if (type === "integer") request.input(name, sql.Int, value);
    else request.input(name, sql.NVarChar(TEXT_LENGTH), value);
  }
}
