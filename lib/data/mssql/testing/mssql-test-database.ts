import { randomUUID } from "node:crypto";
import sql from "mssql";
import { demoRows } from "@/lib/data/demo/demo-rows";
import { type ColumnDefinition, ERP_TABLES, type LogicalType, type TableDefinition } from "@/lib/data/erp/schema";
import { insertStatements, type TinyErp } from "@/lib/data/erp/testing/write-tiny-erp";
import { DEFAULT_MSSQL_SETTINGS, driverConfig, type MssqlSettings } from "@/lib/data/mssql/mssql-settings";

/** How a database differs from ConcordDb as it is documented. All optional. */
export interface TestDatabaseOptions {
  readonly rows: TinyErp;
  readonly schema?: string;
  /** The server's own where none is named. */
  readonly collation?: string;
  readonly types?: Partial<Readonly<Record<LogicalType, string>>>;
  /** Another spelling of a table's or column's name. */
  readonly spell?: (name: string) => string;
  readonly withoutTables?: readonly string[];
  /** `Table.Column` */
  readonly withoutColumns?: readonly string[];
}

export interface TestDatabase {
  readonly name: string;
  readonly connection: MssqlSettings;
  run(statement: string): Promise<void>;
  /** How an account that may read the tables, and nothing else, connects; the database takes it along when it is dropped. */
  createReader(): Promise<MssqlSettings>;
  drop(): Promise<void>;
}

/** Types as ConcordDb has them. */
const TYPES: Readonly<Record<LogicalType, string>> = {
  id: "bigint",
  uuid: "uniqueidentifier",
  timestamp: "datetime2",
  boolean: "bit",
  text: "nvarchar(400)",
  double: "float",
  decimal: "decimal(30,14)",
  integer: "int",
};
const SETTINGS = { ...DEFAULT_MSSQL_SETTINGS, queryTimeoutMs: 60_000, connectTimeoutMs: 15_000 };
/** SQL Server takes 1,000 rows in one VALUES; long statements cost it more than short ones. */
const ROWS_A_STATEMENT = 200;
let made = 0;

/** Makes a database of its own on the server under test, which the account must be allowed to, and fills it. */
export async function createTestDatabase(url: string, options: TestDatabaseOptions): Promise<TestDatabase> {
  const name = `partwise_test_${process.pid}_${made++}`;
  const connection: MssqlSettings = { ...SETTINGS, url };
  const server = await new sql.ConnectionPool(driverConfig(connection, "master")).connect();
  const drop = async () => {
    try {
      // Connections that a test left open would keep it; a server that knows no such state drops it all the same.
      await server
        .request()
        .batch(`ALTER DATABASE ${name} SET SINGLE_USER WITH ROLLBACK IMMEDIATE`)
        .catch(() => undefined);
      await server.request().batch(`DROP DATABASE ${name}`);
    } finally {
      await server.close();
    }
  };
  await server.request().batch(`CREATE DATABASE ${name}${options.collation ? ` COLLATE ${options.collation}` : ""}`);
  try {
    const own = await new sql.ConnectionPool(driverConfig(connection, name)).connect();
    try {
      const { schema = "dbo" } = options;
      if (schema !== "dbo") await own.request().batch(`CREATE SCHEMA "${schema}"`);
      for (const table of ERP_TABLES.filter((each) => !options.withoutTables?.includes(each.name)))
        await own.request().batch(createTable(table, options));
      for (const statement of inserts(options)) await own.request().batch(statement);
    } finally {
      await own.close();
    }
  } catch (error) {
    await drop();
    throw error;
  }
  const run = async (statement: string) => {
    const own = await new sql.ConnectionPool(driverConfig(connection, name)).connect();
    try {
      await own.request().batch(statement);
    } finally {
      await own.close();
    }
  };
  let reader: string | null = null;
  return {
    name,
    connection: { ...connection, url: withDatabase(url, name) },
    run,
    async createReader() {
      reader = `${name}_reader`;
      const password = `Only-Reads-${randomUUID()}`;
      await server.request().batch(`CREATE LOGIN ${reader} WITH PASSWORD = '${password}'`);
      await run(`CREATE USER ${reader} FOR LOGIN ${reader}`);
      await run(`ALTER ROLE db_datareader ADD MEMBER ${reader}`);
      return { ...connection, url: withAccount(connection, { user: reader, password, database: name }) };
    },
    async drop() {
      if (reader !== null)
        await server
          .request()
          .batch(`DROP LOGIN ${reader}`)
          .catch(() => undefined);
      await drop();
    },
  };
}

/** The address of the same server under another account. */
function withAccount(
  connection: MssqlSettings,
  { user, password, database }: { user: string; password: string; database: string },
): string {
  const { server, port, options } = driverConfig(connection);
  const flags = `encrypt=${options?.encrypt !== false}&trustServerCertificate=${options?.trustServerCertificate === true}`;
  return `mssql://${user}:${encodeURIComponent(password)}@${server}:${port ?? 1433}/${database}?${flags}`;
}

/** The address of another database on the same server. */
export function withDatabase(url: string, database: string): string {
  if (!/^(mssql|sqlserver):\/\//i.test(url)) return `${url};Database=${database}`;
  const query = /\?.*$/.exec(url)?.[0] ?? "";
  const withoutPath = url.replace(/\?.*$/, "").replace(/^(\w+:\/\/[^/]*).*$/, "$1");
  return `${withoutPath}/${database}${query}`;
}

function createTable(definition: TableDefinition, options: TestDatabaseOptions): string {
  const { spell = (name) => name, schema = "dbo" } = options;
  const each = definition.columns
    .filter((column) => !options.withoutColumns?.includes(`${definition.name}.${column.name}`))
    .map((column: ColumnDefinition) => {
      const byDefault = column.type === "boolean" ? ` DEFAULT ${column.defaultSql === "true" ? 1 : 0}` : "";
      const type = options.types?.[column.type] ?? TYPES[column.type];
      return `"${spell(column.name)}" ${type} ${column.nullable ? "NULL" : "NOT NULL"}${byDefault}`;
    });
  return `CREATE TABLE "${schema}"."${spell(definition.name)}" (${each.join(", ")})`;
}

function inserts({ rows, schema = "dbo", spell = (name) => name, withoutTables }: TestDatabaseOptions): string[] {
  const kept = Object.entries(rows).filter(([table]) => !withoutTables?.includes(table));
  return kept.flatMap(([table, each]) => {
    const spelled = each.map((row) =>
      Object.fromEntries(Object.entries(row).map(([column, value]) => [spell(column), value])),
    );
    // Rows that name the same columns go in together, and only where their values are of the same types: the server gives a column
    // of several VALUES one type, and would read a large id given as text as an INT beside one given as a number.
    const groups = new Map<string, { head: string; values: string[] }>();
    const statements = insertStatements({ [spell(table)]: spelled }, { schema: `"${schema}"`, flags: "bits" });
    for (const [row, statement] of statements.entries()) {
      const at = statement.indexOf(" VALUES ") + " VALUES ".length;
      const head = statement.slice(0, at);
      const key = `${head}${Object.values(spelled[row]).map(kindOf)}`;
      const group = groups.get(key) ?? { head, values: [] };
      groups.set(key, group);
      group.values.push(statement.slice(at));
    }
    return [...groups.values()].flatMap(({ head, values }) =>
      Array.from({ length: Math.ceil(values.length / ROWS_A_STATEMENT) }, (_, at) =>
        head.concat(values.slice(at * ROWS_A_STATEMENT, (at + 1) * ROWS_A_STATEMENT).join(", ")),
      ),
    );
  });
}

const kindOf = (value: unknown) => (value === null ? "null" : typeof value);

/** A generated ConcordDb as rows by name, small enough to be inserted. */
export function generatedErp({ seed, scale }: { seed: number; scale: number }): TinyErp {
  const columnsOf = new Map<string, readonly ColumnDefinition[]>(
    ERP_TABLES.map(({ name, columns }) => [
      name,
      (columns as readonly ColumnDefinition[]).filter((one) => one.type !== "uuid"),
    ]),
  );
  const rows: Record<string, Record<string, string | number | boolean | null>[]> = {};
  const sink = (table: string, values: readonly (string | number | boolean | null)[]) => {
    const row: Record<string, string | number | boolean | null> = {};
    for (const [at, column] of (columnsOf.get(table) ?? []).entries()) {
      const value = values[at];
      const isTime = column.type === "timestamp" && value !== null;
      row[column.name] = isTime ? new Date(Number(value) * 1000).toISOString().slice(0, 19).replace("T", " ") : value;
    }
    rows[table] ??= [];
    rows[table].push(row);
  };
  for (const _ of demoRows({ seed, scale, endDate: "2025-11-21" }, sink));
  return rows;
}
