import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createChildRunner, type JobEnd } from "./run-in-child";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "partwise-child-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Told {
  readonly lines: string[];
  readonly fractions: number[];
}

function run(what: string, listen: { signal?: AbortSignal; onProgress?: () => void } = {}) {
  const told: Told = { lines: [], fractions: [] };
  const runJob = createChildRunner({
    entry: "lib/testing/jobs/pretend-job.ts",
    env: { ...process.env, PRETEND: what, PRETEND_FILE: path.join(folder, "go") },
  });
  const end: Promise<JobEnd> = runJob(
    "prune",
    {
      progress: (fraction) => {
        told.fractions.push(fraction);
        listen.onProgress?.();
      },
      say: (line) => told.lines.push(line),
    },
    listen.signal ?? new AbortController().signal,
  );
  return { end, told };
}

describe("a job's process", () => {
  it("tells how far it is and what came of it", async () => {
    const { end, told } = run("slow", { onProgress: () => writeFileSync(path.join(folder, "go"), "") });
    expect(await end).toEqual({ ok: true, counts: { pretended: 1 }, next: [] });
    expect(told.lines[0]).toContain("pretending slow");
    expect(told.fractions.length).toBeGreaterThan(0);
  });

  it("says why it failed and what to do, in its own words", async () => {
    expect(await run("unavailable").end).toMatchObject({
      ok: false,
      isCrash: false,
      failure: { code: "unavailable", message: "The source does not answer.", remedy: "Wait." },
    });
  });

  it("tells nobody's secrets when the program itself is wrong", async () => {
    const end = await run("broken").end;
    expect(end).toMatchObject({ ok: false, isCrash: false, failure: { code: "internal" } });
    expect(JSON.stringify(end)).not.toContain("Olena");
  });

  it("is known to have crashed when it is killed", async () => {
    const end = await run("crash").end;
    expect(end).toMatchObject({ ok: false, isCrash: true });
    expect(JSON.stringify(end)).toContain("SIGKILL");
  });

  it("ends soon when it is asked to, in the middle of a computation too", async () => {
    for (const what of ["slow", "busy"]) {
      const controller = new AbortController();
      const { end } = run(what, { signal: controller.signal });
      setTimeout(() => controller.abort(), 1500);
      expect((await end).ok).toBe(false);
    }
  });
});
