import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Finding } from "@/lib/services/doctor/finding";

/** The command as an operator starts it: a whole process with settings of its own. */
let dataDir = "";
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "partwise-doctor-"));
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

async function doctor(args: readonly string[], settings: Record<string, string> = {}) {
  const flags = ["--conditions=react-server", "--import", "tsx", resolve("lib/cli/doctor.ts"), ...args];
  const env = {
    ...process.env,
    PARTWISE_SOURCE: "",
    MSSQL_URL: "",
    REDIS_URL: "",
    PARTWISE_DATA_DIR: dataDir,
    ...settings,
  };
  const child = spawn(process.execPath, flags, { env });
  let out = "";
  let err = "";
  child.stdout.on("data", (part) => {
    out += part;
  });
  child.stderr.on("data", (part) => {
    err += part;
  });
  const code = await new Promise<number | null>((done) => child.on("close", done));
  return { code, out, err };
}
const json = (out: string) => JSON.parse(out) as { ok: boolean; findings: Finding[] };

describe("npm run doctor", { timeout: 120_000 }, () => {
  it.concurrent("says line by line what is in order and what to do about the rest, and fails with it", async () => {
    const { code, out } = await doctor([]);
    expect(code).toBe(1);
    const lines = out.trimEnd().split("\n");
    expect(lines.every((line, at) => /^(ok {2}|warn|FAIL) {2}/.test(line) || at === lines.length - 1)).toBe(true);
    expect(out).toMatch(/FAIL {2}snapshot +There is no data yet\. -> Run `npm run demo`/);
    expect(lines.at(-1)).toBe("5 in order, 0 to look at, 1 failed");
  });

  it.concurrent("says the same to a program, a SQL Server that is not there included, and repeats no secret", async () => {
    const { code, out } = await doctor(["--json"], {
      PARTWISE_SOURCE: "mssql",
      MSSQL_URL:
        "Server=127.0.0.1,1;Database=erp;User Id=reader;Password=very-secret;Encrypt=true;TrustServerCertificate=true",
      PARTWISE_LOG_LEVEL: "off",
    });
    const { ok, findings } = json(out);
    expect([code, ok]).toEqual([1, false]);
    const stateOf = Object.fromEntries(findings.map(({ check, state }) => [check, state]));
    expect(stateOf).toMatchObject({ connection: "failure", tls: "warning", snapshot: "failure", store: "ok" });
    expect(findings.filter(({ state }) => state !== "ok").every(({ remedy }) => remedy !== null)).toBe(true);
    expect(out).not.toMatch(/very-secret|reader/);
  });

  it.concurrent("names a setting that cannot be read", async () => {
    const { code, out } = await doctor(["--json"], { MSSQL_POOL_SIZE: "many" });
    expect(code).toBe(1);
    expect(json(out).findings).toEqual([
      expect.objectContaining({
        check: "settings",
        state: "failure",
        message: expect.stringContaining("MSSQL_POOL_SIZE"),
      }),
    ]);
  });

  it.concurrent("takes no option that it does not know", async () => {
    const { code, out, err } = await doctor(["--loud"]);
    expect([code, out, err]).toEqual([1, "", "There is no option --loud. See npm run doctor -- --help.\n"]);
  });
});
