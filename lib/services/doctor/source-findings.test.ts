import { describe, expect, it } from "vitest";
import { ERP_TABLES } from "@/lib/data/erp/schema";
import type { InspectionFailure, MssqlInspection } from "@/lib/data/mssql/inspect-mssql";
import { redisVerdict } from "./check-installation";
import { sourceFindings } from "./source-findings";

const NOW_SEC = Date.UTC(2026, 0, 10, 12) / 1000;
const HOUR_SEC = 3600;
const failed = (parts: Partial<InspectionFailure> = {}) => ({
  failure: { problem: "unreachable" as const, number: null, code: null, message: null, ...parts },
});

const WELL: MssqlInspection = {
  transport: { isEncrypted: true, isVerified: true },
  connection: { value: 12.4 },
  server: { value: { version: "16.0.4135.4", compatibility: 160, collation: "Cyrillic_General_CI_AS" } },
  clockSec: { value: NOW_SEC - 2 },
  tables: { value: ERP_TABLES.map(({ name, required }) => ({ name, required, isFound: true, missingColumns: [] })) },
  writable: { value: [] },
  newestOrderSec: { value: NOW_SEC - 3 * HOUR_SEC },
  rows: { value: ERP_TABLES.map(({ name }) => ({ name, rows: 1234 })) },
};

const findingsOf = (parts: Partial<MssqlInspection> = {}, validityColumn: string | null = "IsValidForCurrentSale") =>
  sourceFindings({ ...WELL, ...parts }, { nowSec: NOW_SEC, validityColumn });
const told = (parts: Partial<MssqlInspection>) =>
  findingsOf(parts)
    .filter(({ state }) => state !== "ok")
    .map(({ check, state, message, remedy }) => `${state} ${check}: ${message} ${remedy}`);

describe("what a look at SQL Server means", () => {
  it("is all in order when it is, with rows, age and clock told", () => {
    expect(findingsOf().every(({ state, remedy }) => state === "ok" && remedy === null)).toBe(true);
    const all = findingsOf()
      .map(({ message }) => message)
      .join(" ");
    expect(all).toMatch(
      /12 ms.*16\.0\.4135\.4.*All 7 required tables.*Order 1,234.*2026-01-10, 3 hours ago.*differs by 2 s/,
    );
  });

  it("fails on a server that nobody reaches, that is too slow, that refuses, each with its own remedy, and asks nothing more", () => {
    const nothing = { server: null, clockSec: null, tables: null, writable: null, newestOrderSec: null, rows: null };
    const reasons = [
      failed({ code: "ESOCKET" }),
      failed({ problem: "slow", code: "ETIMEOUT" }),
      failed({ problem: "refused", code: "ELOGIN", number: 18456 }),
    ].map((connection) => told({ ...nothing, connection }));
    expect(reasons.map((lines) => lines.length)).toEqual([1, 1, 1]);
    expect(reasons.flat()).toEqual([
      expect.stringMatching(/^failure connection: SQL Server cannot be reached \(ESOCKET\)\. Check host and port/),
      expect.stringMatching(
        /^failure connection: SQL Server does not answer in time \(ETIMEOUT\)\. Check the firewall/,
      ),
      expect.stringMatching(/^failure connection: SQL Server refuses the account \(ELOGIN, error 18456\)\. Check user/),
    ]);
  });

  it("warns about an account that may write", () => {
    expect(told({ writable: { value: ["Order (INSERT, UPDATE)"] } })).toEqual([
      expect.stringMatching(
        /^warning permissions: The account may change the order database: Order \(INSERT, UPDATE\)\./,
      ),
    ]);
  });

  it("warns about traffic that others can read, or that anybody may answer", () => {
    expect(told({ transport: { isEncrypted: false, isVerified: false } })[0]).toMatch(
      /^warning tls: Traffic is not encrypted/,
    );
    expect(told({ transport: { isEncrypted: true, isVerified: false } })[0]).toMatch(/any certificate/);
  });

  it("fails on servers and compatibility levels before 2016", () => {
    expect(told({ server: { value: { version: "12.0.1", compatibility: 120, collation: null } } })).toEqual([
      expect.stringContaining("older than 2016"),
      expect.stringContaining("compatibility level 120"),
    ]);
  });

  it("names required tables that are missing, and what is hidden without the optional ones", () => {
    const absent = ["OrderItem", "Region", "Storage", "ProductAvailability"];
    const tables = ERP_TABLES.map(({ name, required }) => ({
      name,
      required,
      isFound: !absent.includes(name),
      missingColumns: [],
    }));
    expect(told({ tables: { value: tables }, writable: null, rows: null, newestOrderSec: null })).toEqual([
      expect.stringMatching(/^failure tables: 1 of 7 required tables are missing: OrderItem\./),
      expect.stringMatching(/^warning tables: .*\(Storage, ProductAvailability, Region\); not shown: stock; regions\./),
    ]);
  });

  it("says what a missing validity column means, unless none is wanted", () => {
    const tables = ERP_TABLES.map(({ name, required }) => ({
      name,
      required,
      isFound: true,
      missingColumns: name === "OrderItem" ? ["IsValidForCurrentSale"] : [],
    }));
    expect(told({ tables: { value: tables } })[0]).toMatch(
      /every line counts, superseded ones too\. Set PARTWISE_VALIDITY_COLUMN/,
    );
  });

  it("fails without orders, and warns about data or clocks that are behind or ahead", () => {
    expect(told({ newestOrderSec: { value: null } })[0]).toMatch(/^failure newest order: There is no order\./);
    expect(told({ newestOrderSec: { value: NOW_SEC - 80 * HOUR_SEC } })[0]).toMatch(
      /3 days ago\. Check that the mirror/,
    );
    expect(told({ newestOrderSec: { value: NOW_SEC + 80 * HOUR_SEC } })[0]).toMatch(/3 days from now/);
    expect(told({ clockSec: { value: NOW_SEC - 2 * HOUR_SEC } })[0]).toMatch(
      /^warning clock: The server's clock is 2 hours behind/,
    );
  });

  it("fails on empty tables, and says what could not be looked at", () => {
    const rows = ERP_TABLES.map(({ name }) => ({ name, rows: name === "OrderItem" ? 0 : 5 }));
    expect(told({ rows: { value: rows } })).toEqual([expect.stringContaining("Without rows: OrderItem.")]);
    expect(told({ writable: failed({ number: 229, code: "EREQUEST" }) })[0]).toMatch(
      /^warning permissions: Could not be looked at \(EREQUEST, error 229\)/,
    );
  });
});

describe("what a look at Redis means", () => {
  const well = { latencyMs: 0.4, isWritable: true, evictionPolicy: "noeviction", version: "7.2.4" };
  it.each([
    [well, "ok"],
    [{ ...well, evictionPolicy: null, version: null }, "ok"],
    [{ ...well, evictionPolicy: "volatile-lru" }, "ok"],
    [{ ...well, evictionPolicy: "allkeys-lru" }, "warning"],
    [{ ...well, isWritable: false }, "failure"],
    [{ latencyMs: null, isWritable: false, evictionPolicy: null, version: null }, "failure"],
  ])("%o is %s", (check, state) => {
    expect(redisVerdict(check).state).toBe(state);
  });
});
