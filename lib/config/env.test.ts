import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import type { AppError } from "@/lib/domain/app-error";
import { parseEnv } from "./env";

describe("parseEnv", () => {
  it("needs nothing set", () => {
    expect(parseEnv({})).toMatchObject({ port: 3000, source: "embedded", repsSeeUnassigned: false, mssqlUrl: null });
    expect(parseEnv({}).dataDir.endsWith(".partwise")).toBe(true);
  });

  it("names the folder of sentence embeddings only when it is set", () => {
    expect(parseEnv({}).embeddingsDir).toBeNull();
    expect(parseEnv({ PARTWISE_EMBEDDINGS: "weights" }).embeddingsDir).toBe(resolve("weights"));
  });

  it("takes an empty variable for one that is not set", () => {
    expect(parseEnv({ PORT: "", REDIS_URL: "" })).toEqual(parseEnv({}));
  });

  it("reads lists, flags and the role mapping", () => {
    const env = parseEnv({
      PARTWISE_EXCLUDED_PRODUCT_IDS: "1, 2,,3",
      REPS_SEE_UNASSIGNED: "true",
      PARTWISE_ROLE_MAP: "sales=rep, heads=manager",
    });
    expect(env.excludedProductIds).toEqual(["1", "2", "3"]);
    expect(env.repsSeeUnassigned).toBe(true);
    expect([...env.roleOfGroup]).toEqual([
      ["sales", "rep"],
      ["heads", "manager"],
    ]);
  });

  it.each([
    ["PORT", "70000"],
    ["PORT", "http"],
    ["PARTWISE_SOURCE", "oracle"],
    ["REDIS_URL", "localhost"],
    ["PARTWISE_CACHE_PREFIX", "our keys:"],
    ["PARTWISE_CACHE_TTL_HOURS", "0"],
    ["PARTWISE_CACHE_MB", "1.5"],
    ["REPS_SEE_UNASSIGNED", "maybe"],
    ["PARTWISE_ROLE_MAP", "sales=king"],
    ["PARTWISE_SNAPSHOT_CRON", "every night"],
    ["PARTWISE_TIME_ZONE", "Kyiv"],
    ["PARTWISE_JOB_LEASE_SEC", "1"],
    ["PARTWISE_KEEP_SNAPSHOTS", "0"],
    ["PARTWISE_STALE_AFTER_HOURS", "soon"],
  ])("says in one line that %s=%s is wrong and what to do", (name, value) => {
    try {
      parseEnv({ [name]: value });
      expect.unreachable();
    } catch (error) {
      const { code, field, message, remedy } = error as AppError;
      expect({ code, field }).toEqual({ code: "invalid_input", field: name });
      expect(message).toContain(name);
      expect(message).not.toContain("\n");
      expect(remedy).toContain(name);
    }
  });

  it("wants an address for SQL Server only when it is the source", () => {
    expect(() => parseEnv({ PARTWISE_SOURCE: "mssql" })).toThrow("MSSQL_URL is needed");
    expect(parseEnv({ PARTWISE_SOURCE: "mssql", MSSQL_URL: "mssql://host" }).source).toBe("mssql");
  });

  it("connects to SQL Server by 20 and 10 connections, as documented, unless told otherwise", () => {
    const { mssql, liveTimeoutMs, erpSchema, validityColumn, ownership, productName } = parseEnv({});
    expect(mssql).toMatchObject({
      poolSize: 20,
      poolOverflow: 10,
      poolIdleSec: 300,
      encrypt: null,
      trustCertificate: null,
    });
    expect({ liveTimeoutMs, erpSchema, validityColumn, ownership, productName }).toEqual({
      liveTimeoutMs: 3000,
      erpSchema: "dbo",
      validityColumn: "IsValidForCurrentSale",
      ownership: ["main_manager", "profile"],
      productName: "Name",
    });
    const other = parseEnv({
      MSSQL_ENCRYPT: "strict",
      MSSQL_TRUST_CERTIFICATE: "true",
      MSSQL_POOL_SIZE: "5",
      PARTWISE_VALIDITY_COLUMN: "none",
      PARTWISE_OWNERSHIP: "last_seller, profile",
      PARTWISE_PRODUCT_NAME: "NameUA",
    });
    expect(other.mssql).toMatchObject({ encrypt: "strict", trustCertificate: true, poolSize: 5 });
    expect([other.validityColumn, other.ownership, other.productName]).toEqual([
      null,
      ["last_seller", "profile"],
      "NameUA",
    ]);
  });

  it.each([
    ["MSSQL_ENCRYPT", "maybe"],
    ["MSSQL_POOL_SIZE", "0"],
    ["MSSQL_LIVE_TIMEOUT_MS", "1.5"],
    ["PARTWISE_OWNERSHIP", "main_manager,main_manager"],
    ["PARTWISE_OWNERSHIP", "whoever"],
    ["PARTWISE_VALIDITY_COLUMN", "a; DROP TABLE Client"],
    ["PARTWISE_PRODUCT_NAME", "NetUID"],
  ])("refuses %s=%s and names it", (name, value) => {
    expect(() => parseEnv({ [name]: value })).toThrow(new RegExp(`^Setting ${name} `));
  });

  it("schedules jobs by itself only where the data moves by itself", () => {
    const live = { PARTWISE_SOURCE: "mssql", MSSQL_URL: "mssql://host" };
    expect([...parseEnv({}).jobs.schedules]).toEqual([]);
    expect(parseEnv({}).staleAfterSec).toBeNull();
    expect([...parseEnv(live).jobs.schedules.keys()]).toEqual(["snapshot", "evaluate", "prune"]);
    expect(parseEnv(live).staleAfterSec).toBe(26 * 3600);
    const chosen = parseEnv({ ...live, PARTWISE_SNAPSHOT_CRON: "*/30 6-20 * * 1-5", PARTWISE_EVALUATE_CRON: "off" });
    expect([...chosen.jobs.schedules]).toEqual([
      ["snapshot", "*/30 6-20 * * 1-5"],
      ["prune", "30 4 * * *"],
    ]);
  });
});
