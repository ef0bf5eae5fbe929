import { describe, expect, it } from "vitest";
import { DEFAULT_ERP_SETTINGS } from "./erp-settings";
import { erpShape } from "./erp-shape";
import { buildErpQueries, catalogueQuery, rowCountQuery } from "./queries";
import { ERP_TABLES } from "./schema";
import { type Engine, type ErpQuery, sqlDialect } from "./sql-dialect";

const shape = erpShape(
  ERP_TABLES.flatMap((table) =>
    table.columns.map((column) => ({
      table_schema: "dbo",
      table_name: table.name,
      column_name: column.name,
      data_type: column.type === "id" ? "bigint" : column.type,
    })),
  ),
);

function queriesOf(engine: Engine): [name: string, query: ErpQuery][] {
  const dialect = sqlDialect(engine, engine === "mssql" ? "dbo" : "main");
  const settings = {
    ...DEFAULT_ERP_SETTINGS,
    excludedProductIds: ["1"],
    ownership: ["main_manager", "profile", "last_seller"] as const,
  };
  const built = buildErpQueries({ dialect, shape, settings });
  return [
    ...Object.entries({ ...built, catalogue: catalogueQuery(dialect), rowCount: rowCountQuery(dialect, "Order") }),
  ].filter((entry): entry is [string, ErpQuery] => entry[1] !== null);
}

/** Expressions of the outermost SELECT list. */
function selected(text: string): string[] {
  const list = text.slice("SELECT ".length, text.indexOf("\nFROM"));
  const columns: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at <= list.length; at++) {
    if (list[at] === "(") depth++;
    if (list[at] === ")") depth--;
    if (at === list.length || (list[at] === "," && depth === 0)) {
      columns.push(list.slice(from, at).trim());
      from = at + 1;
    }
  }
  return columns;
}

describe.each(["mssql", "duckdb"] as const)("statements for %s", (engine) => {
  it.each(queriesOf(engine))("%s: every column has an alias in lower case", (name, { sql }) => {
    if (name === "rowCount") return;
    for (const column of selected(sql)) expect(column).toMatch(/ AS [a-z_]+$/);
  });

  it.each(queriesOf(engine))("%s: binds exactly the parameters it names", (_, { sql, parameters }) => {
    const mark = engine === "mssql" ? "@" : "\\$";
    const named = new Set([...sql.matchAll(new RegExp(`${mark}([a-z_]+)`, "g"))].map((match) => match[1]));
    expect([...named].sort()).toEqual(Object.keys(parameters).sort());
  });

  it.each(queriesOf(engine))("%s: keeps to what both engines take, reads no clock and writes nothing", (_, { sql }) => {
    expect(sql).not.toMatch(
      /\b(LIMIT|TOP|OFFSET|IN\s*\(|GETDATE|NOW\(|CURRENT_TIMESTAMP|INSERT|UPDATE|DELETE|MERGE|INTO)\b/i,
    );
    // The whole word would be a keyword: the tables Order and User are always in quotes.
    expect(sql).not.toMatch(/\.(Order|User)\b/);
  });
});
