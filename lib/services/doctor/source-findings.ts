import type { FoundTable, Inspected, InspectionFailure, MssqlInspection } from "@/lib/data/mssql/inspect-mssql";
import { countOf, dayOf, type Finding, failure, ok, spanOf, warning } from "./finding";

/** What each optional table is good for. */
const FEATURES: Readonly<Record<string, string>> = {
  Agreement: "names and numbers of agreements",
  Currency: "currencies of agreements",
  ProductGroup: "product groups",
  ProductProductGroup: "product groups",
  ProductAnalogue: "substitutes",
  Storage: "stock",
  ProductAvailability: "stock",
  Region: "regions",
  User: "owners of customers, and so what reps see",
  UserRole: "roles of people",
  ClientUserProfile: "owners by profile",
  Debt: "debts",
  ClientInDebt: "debts",
};

/** SQL Server 2016. */
const OLDEST_MAJOR = 13;
const OLDEST_LEVEL = 130;
const CLOCK_LAG_SEC = 300;
/** A mirror that is older tells of last week's customers. */
const STALE_SEC = 2 * 86_400;

/** What an inspection of SQL Server means, one line a finding, in the order in which an operator mends them. Pure. */
export function sourceFindings(
  inspection: MssqlInspection,
  { nowSec, validityColumn }: { nowSec: number; validityColumn: string | null },
): Finding[] {
  const { transport, connection, server, clockSec, tables, writable, newestOrderSec, rows } = inspection;
  return [
    connectionFinding(connection),
    transportFinding(transport),
    ...(server === null ? [] : serverFindings(server)),
    ...(tables === null ? [] : tableFindings(tables, validityColumn)),
    ...(writable === null ? [] : [writableFinding(writable)]),
    ...(rows === null ? [] : rowFindings(rows)),
    ...(newestOrderSec === null ? [] : [newestFinding(newestOrderSec, nowSec)]),
    ...(clockSec === null ? [] : [clockFinding(clockSec, nowSec)]),
  ];
}

const marks = ({ code, number }: InspectionFailure) => {
  const known = [code, number === null ? null : `error ${number}`].filter((mark) => mark !== null);
  return known.length === 0 ? "" : ` (${known.join(", ")})`;
};

const unanswered = (check: string, { failure: why }: { failure: InspectionFailure }) =>
  warning(
    check,
    `Could not be looked at${marks(why)}: ${why.message ?? "the server did not answer"}.`,
    "Look at it by hand, or give the account the right to.",
  );

function connectionFinding(connection: MssqlInspection["connection"]): Finding {
  const check = "connection";
  if ("value" in connection)
    return ok(check, `SQL Server answered after ${Math.round(connection.value)} ms, connecting included.`);
  const { failure: why } = connection;
  if (why.code === "ELOGIN" || why.problem === "refused")
    return failure(
      check,
      `SQL Server refuses the account${marks(why)}.`,
      "Check user, password and database in MSSQL_URL, and that the account may open the database.",
    );
  if (why.problem === "slow")
    return failure(
      check,
      `SQL Server does not answer in time${marks(why)}.`,
      "Check the firewall between, the server's load, and MSSQL_CONNECT_TIMEOUT_MS.",
    );
  return failure(
    check,
    `SQL Server cannot be reached${marks(why)}.`,
    "Check host and port in MSSQL_URL, that the server runs and listens on TCP, and, where the certificate is not trusted, MSSQL_TRUST_CERTIFICATE or the authority.",
  );
}

function transportFinding({ isEncrypted, isVerified }: MssqlInspection["transport"]): Finding {
  if (isVerified) return ok("tls", "Traffic is encrypted and the server's certificate is checked.");
  return isEncrypted
    ? warning(
        "tls",
        "Traffic is encrypted, but any certificate is accepted.",
        "Install a certificate of an authority that this machine trusts and unset MSSQL_TRUST_CERTIFICATE (or TrustServerCertificate).",
      )
    : warning("tls", "Traffic is not encrypted.", "Set MSSQL_ENCRYPT=true.");
}

function serverFindings(server: NonNullable<MssqlInspection["server"]>): Finding[] {
  if ("failure" in server) return [unanswered("version", server)];
  const { version, compatibility, collation } = server.value;
  const major = Number.parseInt(version, 10);
  const known =
    major >= OLDEST_MAJOR
      ? ok("version", `SQL Server ${version}${collation === null ? "" : `, collation ${collation}`}.`)
      : failure(
          "version",
          `SQL Server ${version} is older than 2016.`,
          "Move the database to SQL Server 2016 or newer.",
        );
  if (compatibility >= OLDEST_LEVEL) return [known];
  return [
    known,
    failure(
      "version",
      `The database runs at compatibility level ${compatibility}; OPENJSON needs 130.`,
      "ALTER DATABASE ... SET COMPATIBILITY_LEVEL = 130, or a mirror of the database at that level.",
    ),
  ];
}

function tableFindings(tables: NonNullable<MssqlInspection["tables"]>, validityColumn: string | null): Finding[] {
  if ("failure" in tables) return [unanswered("tables", tables)];
  const required = tables.value.filter((table) => table.required);
  const missing = required.filter((table) => !table.isFound).map((table) => table.name);
  const isWhole = missing.length === 0;
  return [
    isWhole
      ? ok("tables", `All ${required.length} required tables are there.`)
      : failure(
          "tables",
          `${missing.length} of ${required.length} required tables are missing: ${missing.join(", ")}.`,
          "Check the database in MSSQL_URL and PARTWISE_ERP_SCHEMA, and grant SELECT on these tables.",
        ),
    ...absentFeatures(tables.value),
    ...columnFindings(tables.value, validityColumn),
  ];
}

function absentFeatures(tables: readonly FoundTable[]): Finding[] {
  const absent = tables.filter((table) => !table.required && !table.isFound).map((table) => table.name);
  if (absent.length === 0) return [];
  const features = [...new Set(absent.map((name) => FEATURES[name] ?? name))];
  return [
    warning(
      "tables",
      `Optional tables are missing (${absent.join(", ")}); not shown: ${features.join("; ")}.`,
      "Grant SELECT on them, if the database has them.",
    ),
  ];
}

function columnFindings(tables: readonly FoundTable[], validityColumn: string | null): Finding[] {
  return tables
    .filter((table) => table.missingColumns.length > 0)
    .map(({ name, missingColumns }) => {
      const all = missingColumns.join(", ");
      if (name === "OrderItem" && validityColumn !== null && missingColumns.includes(validityColumn)) {
        return warning(
          "columns",
          `OrderItem lacks ${all}: without ${validityColumn} every line counts, superseded ones too.`,
          "Set PARTWISE_VALIDITY_COLUMN to the column that says whether a line counts, or to none.",
        );
      }
      return warning(
        "columns",
        `${name} lacks ${all}.`,
        "Nothing, if the database never had them: what they feed is left out.",
      );
    });
}

function writableFinding(writable: Inspected<readonly string[]>): Finding {
  if ("failure" in writable) return unanswered("permissions", writable);
  if (writable.value.length === 0) return ok("permissions", "The account may read the tables and change none of them.");
  return warning(
    "permissions",
    `The account may change the order database: ${writable.value.join(", ")}.`,
    "Use an account that has SELECT on the tables and nothing else (role db_datareader); Partwise never writes there.",
  );
}

function rowFindings(rows: NonNullable<MssqlInspection["rows"]>): Finding[] {
  if ("failure" in rows) return [unanswered("rows", rows)];
  const counts = rows.value.map(({ name, rows: count }) => `${name} ${countOf(count)}`).join(", ");
  const empty = rows.value.filter(({ name, rows: count }) => count === 0 && isNeeded(name)).map(({ name }) => name);
  return [
    ok("rows", `${counts}.`),
    ...(empty.length === 0
      ? []
      : [
          failure(
            "rows",
            `Without rows: ${empty.join(", ")}.`,
            "Check that MSSQL_URL names the database that orders go into.",
          ),
        ]),
  ];
}

const isNeeded = (name: string) => ["Client", "ClientAgreement", "Order", "OrderItem", "Product"].includes(name);

function newestFinding(newest: Inspected<number | null>, nowSec: number): Finding {
  if ("failure" in newest) return unanswered("newest order", newest);
  if (newest.value === null)
    return failure(
      "newest order",
      "There is no order.",
      "Check that MSSQL_URL names the database that orders go into.",
    );
  const ageSec = nowSec - newest.value;
  if (ageSec < 0)
    return warning(
      "newest order",
      `The newest order is dated ${dayOf(newest.value)}, ${spanOf(-ageSec)} from now.`,
      "Mend the order's date in the ERP: lists are made for the end of the newest day.",
    );
  const message = `The newest order is of ${dayOf(newest.value)}, ${spanOf(ageSec)} ago.`;
  return ageSec <= STALE_SEC
    ? ok("newest order", message)
    : warning("newest order", message, "Check that the mirror still follows the ERP, unless nobody ordered since.");
}

function clockFinding(clock: Inspected<number>, nowSec: number): Finding {
  if ("failure" in clock) return unanswered("clock", clock);
  const lagSec = Math.abs(nowSec - clock.value);
  if (lagSec <= CLOCK_LAG_SEC) return ok("clock", `The server's clock differs by ${spanOf(lagSec)}.`);
  return warning(
    "clock",
    `The server's clock is ${spanOf(lagSec)} ${clock.value < nowSec ? "behind" : "ahead"}.`,
    "Set the clocks of both machines by the same time server; order times are taken for UTC.",
  );
}
