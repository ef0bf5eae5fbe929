import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openSqliteAppStore } from "@/lib/data/app-store/sqlite-app-store";
import type { JobKind } from "@/lib/domain/job-kind";
import { adminOf } from "@/lib/testing/jobs/what-admin-sees";
import type { JobStore } from "./execute-run";
import { type InProcessRunner, startInProcessRunner } from "./in-process-runner";
import { type JobEnd, type RunJob, typescriptCommand } from "./run-in-child";
import { workerName } from "./worker-name";

vi.stubEnv("PARTWISE_LOG_LEVEL", "off");

const DONE: JobEnd = { ok: true, counts: {}, next: [] };
const nowSec = () => Math.floor(Date.now() / 1000);
const runners: InProcessRunner[] = [];
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "partwise-runner-"));
});
afterEach(async () => {
  for (const runner of runners.splice(0)) await runner.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Another process on the same store has a connection of its own. */
const open = () => openSqliteAppStore(path.join(folder, "app.sqlite"));

function start(runJob: RunJob, { store = open(), schedules = new Map<JobKind, string>(), worker = workerName() } = {}) {
  const settings = { schedules, timeZone: "UTC" };
  const runner = startInProcessRunner({ store, runJob, worker, leaseSec: 3, nowSec, settings, tickMs: 30 });
  runners.push(runner);
  return runner;
}

const ask = (store: JobStore, kind: JobKind) =>
  store.startJobRun({ kind, trigger: "command", startedBy: null, retryOf: null, atSec: nowSec() });
const stateOf = (store: JobStore, id: number) => async () => (await store.jobRun(id))?.state;

describe("jobs in the web process", () => {
  it("runs what is queued, oldest first, one at a time", async () => {
    const store = open();
    const order: string[] = [];
    let running = 0;
    for (const kind of ["prune", "evaluate", "snapshot"] as const) await ask(store, kind);
    start(async (kind) => {
      running++;
      order.push(`${kind} ${running}`);
      await new Promise((resolve) => setTimeout(resolve, 80));
      running--;
      return DONE;
    });
    await expect.poll(stateOf(store, 3), { timeout: 10_000 }).toBe("done");
    expect(order).toEqual(["prune 1", "evaluate 1", "snapshot 1"]);
  });

  it("two web processes on one store run a job once", async () => {
    const store = open();
    let runs = 0;
    const runJob: RunJob = async () => {
      runs++;
      await new Promise((resolve) => setTimeout(resolve, 200));
      return DONE;
    };
    start(runJob);
    start(runJob);
    const { id } = await ask(store, "snapshot");
    await expect.poll(stateOf(store, id), { timeout: 10_000 }).toBe("done");
    expect(runs).toBe(1);
  });

  it("marks what a killed process left as interrupted, and a retry of it runs", async () => {
    const store = open();
    const { id } = await ask(store, "snapshot");
    // A process of this machine that is gone: ids end at 4,194,304.
    const dead = workerName().replace(/:\d+:/, ":4194305:");
    await store.claimJobRun({ id, worker: dead, atSec: nowSec(), staleBeforeSec: 0 });
    start(async () => DONE);
    await expect.poll(stateOf(store, id), { timeout: 10_000 }).toBe("failed");
    expect((await store.jobRun(id))?.error).toMatch(/^Interrupted.*Retry/);
    const retry = await store.startJobRun({
      kind: "snapshot",
      trigger: "retry",
      startedBy: null,
      retryOf: id,
      atSec: nowSec(),
    });
    await expect.poll(stateOf(store, retry.id), { timeout: 10_000 }).toBe("done");
  });

  it("waits with a run of another machine until its sign of life is too old", async () => {
    const store = open();
    const { id } = await ask(store, "snapshot");
    await store.claimJobRun({ id, worker: "elsewhere:1:abc", atSec: nowSec(), staleBeforeSec: 0 });
    start(async () => DONE);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(await stateOf(store, id)()).toBe("running");
    await expect.poll(stateOf(store, id), { timeout: 10_000 }).toBe("failed");
  });

  it("says that a run was interrupted when the process is stopped in an orderly way", async () => {
    const store = open();
    const { id } = await ask(store, "snapshot");
    const runner = start(async (_, __, signal) => {
      await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
      return { ok: false, isCrash: true, failure: { code: "internal", message: "gone", remedy: null } };
    });
    await expect.poll(stateOf(store, id), { timeout: 10_000 }).toBe("running");
    await runner.stop();
    expect(await store.jobRun(id)).toMatchObject({ state: "failed", error: expect.stringMatching(/^Interrupted/) });
  });

  it("queues by the clock, once for all processes", async () => {
    const store = open();
    let runs = 0;
    const runJob: RunJob = async () => {
      runs++;
      return DONE;
    };
    const schedules = new Map([["prune", "*/2 * * * * *"]] as const) as Map<JobKind, string>;
    start(runJob, { schedules });
    start(runJob, { schedules });
    const ended = async () =>
      (await store.listJobRuns({ kind: "prune" }, { offset: 0, limit: 50 })).rows.filter(
        ({ state }) => state === "done",
      );
    await expect.poll(async () => (await ended()).length, { timeout: 10_000 }).toBeGreaterThan(0);
    await new Promise((resolve) => setTimeout(resolve, 500));
    const rows = await ended();
    expect(rows.every(({ trigger }) => trigger === "schedule")).toBe(true);
    // However many processes heard the clock strike, each stroke was one piece of work.
    expect(runs).toBe(new Set(rows.map(({ queuedAtSec }) => Math.floor(queuedAtSec / 2))).size);
  });

  it("when the web process is killed in the middle of a job, the next one says so, and a retry ends it", async () => {
    const admin = adminOf(open());
    const startProcess = (): ChildProcess =>
      spawn(process.execPath, [...typescriptCommand("lib/testing/jobs/pretend-web.ts")], {
        env: {
          ...process.env,
          STORE: path.join(folder, "app.sqlite"),
          PRETEND: "slow",
          PRETEND_FILE: path.join(folder, "go"),
        },
        stdio: ["ignore", "ignore", "inherit"],
      });
    const first = startProcess();
    try {
      const id = await admin.starts("snapshot");
      await expect.poll(async () => (await admin.run(id))?.progress ?? 0, { timeout: 50_000 }).toBeGreaterThan(0);
      const job = Number(/in (\d+)/.exec((await admin.run(id))?.log[0] ?? "")?.[1]);
      first.kill("SIGKILL");
      // Nobody keeps the record of a job whose starter is gone: its process ends too.
      await expect.poll(() => isAlive(job), { timeout: 10_000 }).toBe(false);
      const second = startProcess();
      try {
        await expect.poll(async () => (await admin.run(id))?.state, { timeout: 50_000 }).toBe("failed");
        expect((await admin.run(id))?.error).toMatch(/^Interrupted: .* Retry it\.$/);
        writeFileSync(path.join(folder, "go"), "");
        const retry = await admin.retries(id);
        await expect.poll(async () => (await admin.run(retry))?.state, { timeout: 50_000 }).toBe("done");
        expect(await admin.run(retry)).toMatchObject({
          retryOf: id,
          trigger: "retry",
          startedBy: "Admin",
          progress: 1,
        });
      } finally {
        second.kill("SIGKILL");
      }
    } finally {
      first.kill("SIGKILL");
    }
  }, 150_000);
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
