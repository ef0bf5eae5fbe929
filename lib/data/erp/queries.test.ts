import { describe, expect, it } from "vitest";
import { DEFAULT_ERP_SETTINGS } from "./erp-settings";
import { erpShape } from "./erp-shape";
import { buildErpQueries, catalogueQuery, rowCountQuery } from "./queries";
import { ERP_TABLES } from "./schema";
import { type Engine, type ErpQuery, spelledDialect, sqlDialect } from "./sql-dialect";

const shapeOf = (spell: (name: string) => string) =>
  erpShape(
    ERP_TABLES.flatMap((table) =>
      table.columns.map((column) => ({
        table_schema: "dbo",
        table_name: spell(table.name),
        column_name: spell(column.name),
        data_type: column.type === "id" ? "bigint" : column.type,
      })),
    ),
  );
const exact = shapeOf((name) => name);
const lowered = shapeOf((name) => name.toLowerCase());

function queriesOf(engine: Engine, shape = exact): [name: string, query: ErpQuery][] {
  const dialect = spelledDialect(sqlDialect(engine, "dbo"), shape);
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

/** What follows each derived table. */
function afterDerivedTables(text: string): string[] {
  return [...text.matchAll(/\b(?:FROM|JOIN)\s*\(/g)].map(({ index, 0: head }) => {
    let depth = 1;
    let at = index + head.length;
    for (; depth > 0; at++) depth += text[at] === "(" ? 1 : text[at] === ")" ? -1 : 0;
    return text.slice(at, at + 20);
  });
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

  it.each(queriesOf(engine, lowered))("%s: names every derived table, as SQL Server demands", (_, { sql }) => {
    for (const after of afterDerivedTables(sql))
      expect(after).toMatch(/^ (?!AS|ON|WHERE|JOIN|LEFT|GROUP|THEN)[a-z]\w*/);
  });

  it.each(queriesOf(engine))("%s: takes a flag that was never set for one that says no", (_, { sql }) => {
    expect(sql.replaceAll(/COALESCE\(CAST\(\w+\.Deleted AS INT\), 0\) = 0/g, "")).not.toMatch(/Deleted/);
  });
});

describe("seconds of SQL Server", () => {
  it("are never counted for a date that they cannot hold, wherever the server computes them", () => {
    for (const [, { sql }] of queriesOf("mssql")) {
      const guard =
        /CASE WHEN (\S+) >= '1902-01-01T00:00:00' AND \1 < '2038-01-01T00:00:00' THEN DATEDIFF_BIG\([^)]+\) END/g;
      expect(sql.replaceAll(guard, "")).not.toContain("DATEDIFF");
    }
  });
});
