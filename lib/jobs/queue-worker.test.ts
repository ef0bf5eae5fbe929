import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openSqliteAppStore } from "@/lib/data/app-store/sqlite-app-store";
import type { JobKind } from "@/lib/domain/job-kind";
import { adminOf } from "@/lib/testing/jobs/what-admin-sees";
import { findRedisServer, startTestRedis, type TestRedis } from "@/lib/testing/redis-server";
import type { JobStore } from "./execute-run";
import { type QueueWorker, startQueueWorker } from "./queue-worker";
import { type JobEnd, type RunJob, typescriptCommand } from "./run-in-child";

vi.stubEnv("PARTWISE_LOG_LEVEL", "off");

const binary = findRedisServer();
const DONE: JobEnd = { ok: true, counts: {}, next: [] };
const LEASE_SEC = 3;
/** A process of its own starts in ten seconds on a machine that is busy. */
const TIMEOUT = { timeout: 50_000 };
const nowSec = () => Math.floor(Date.now() / 1000);

let redis: TestRedis;
let folder: string;
const workers: QueueWorker[] = [];
const processes: ChildProcess[] = [];

const storeFile = () => path.join(folder, "app.sqlite");
const goFile = () => path.join(folder, "go");
const stateOf = (store: JobStore, id: number) => async () => (await store.jobRun(id))?.state;
const ask = async (store: JobStore, kind: JobKind) =>
  (await store.startJobRun({ kind, trigger: "command", startedBy: null, retryOf: null, atSec: nowSec() })).id;

function startHere(runJob: RunJob, { name = "here", schedules = new Map<JobKind, string>() } = {}): QueueWorker {
  const worker = startQueueWorker({
    store: openSqliteAppStore(storeFile()),
    runJob,
    worker: name,
    leaseSec: LEASE_SEC,
    nowSec,
    redisUrl: redis.url,
    prefix: "test",
    settings: { schedules, timeZone: "UTC" },
  });
  workers.push(worker);
  return worker;
}

/** A worker in a process of its own, which a test can kill. Its jobs are pretended ones. */
function startProcess(name: string, what = "slow"): ChildProcess {
  const child = spawn(process.execPath, [...typescriptCommand("lib/testing/jobs/pretend-worker.ts")], {
    env: {
      ...process.env,
      PRETEND: what,
      PRETEND_FILE: goFile(),
      WORKER: name,
      STORE: storeFile(),
      LEASE_SEC: String(LEASE_SEC),
      REDIS_URL: redis.url,
    },
    stdio: ["ignore", "ignore", "inherit"],
  });
  processes.push(child);
  return child;
}

describe.skipIf(binary === null)("workers on a real redis-server", { timeout: 150_000 }, () => {
  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "partwise-queue-"));
    redis = await startTestRedis(binary as string);
  });
  afterEach(async () => {
    for (const child of processes.splice(0)) child.kill("SIGKILL");
    redis.resume();
    await Promise.all(workers.splice(0).map((worker) => worker.stop()));
    await redis.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  it("several workers share the runs, and each run happens once", async () => {
    const store = openSqliteAppStore(storeFile());
    const ran: string[] = [];
    const ids: number[] = [];
    for (const kind of ["prune", "evaluate", "snapshot"] as const) ids.push(await ask(store, kind));
    const runJob: RunJob = async (kind) => {
      ran.push(kind);
      await new Promise((resolve) => setTimeout(resolve, 300));
      return DONE;
    };
    for (const name of ["a", "b", "c"]) startHere(runJob, { name });
    for (const id of ids) await expect.poll(stateOf(store, id), TIMEOUT).toBe("done");
    expect(ran.sort()).toEqual(["evaluate", "prune", "snapshot"]);
  });

  it("a worker that is killed in the middle of a job loses it to a second one, which ends it", async () => {
    const admin = adminOf(openSqliteAppStore(storeFile()), LEASE_SEC);
    const store = openSqliteAppStore(storeFile());
    const id = await admin.starts("snapshot");
    const first = startProcess("first");
    await expect.poll(async () => (await admin.run(id))?.progress ?? 0, TIMEOUT).toBeGreaterThan(0);
    expect((await store.jobRun(id))?.worker).toBe("first");
    first.kill("SIGKILL");
    await expect.poll(async () => (await admin.run(id))?.isSilent, TIMEOUT).toBe(true);
    startProcess("second");
    await expect.poll(async () => (await store.jobRun(id))?.worker, TIMEOUT).toBe("second");
    expect(await admin.run(id)).toMatchObject({ state: "running", isSilent: false });
    writeFileSync(goFile(), "");
    await expect.poll(async () => (await admin.run(id))?.state, TIMEOUT).toBe("done");
    expect((await admin.run(id))?.log.some((line) => line.includes("took the run over"))).toBe(true);
    expect((await admin.sees()).history).toHaveLength(1);
  });

  it("a worker that is asked to end gives its run back at once", async () => {
    const store = openSqliteAppStore(storeFile());
    const id = await ask(store, "evaluate");
    const first = startProcess("first");
    await expect.poll(async () => (await store.jobRun(id))?.progress ?? 0, TIMEOUT).toBeGreaterThan(0);
    const ended = new Promise((resolve) => first.once("exit", resolve));
    first.kill("SIGTERM");
    expect(await ended).toBe(0);
    writeFileSync(goFile(), "");
    startHere(async () => DONE, { name: "second" });
    await expect.poll(stateOf(store, id), TIMEOUT).toBe("done");
    expect((await store.jobRun(id))?.worker).toBe("second");
  });

  it("a run asked for while Redis is down waits, and one under way goes on: both are done once Redis is back, empty", async () => {
    const store = openSqliteAppStore(storeFile());
    const admin = adminOf(store, LEASE_SEC);
    const go = Promise.withResolvers<void>();
    const ran: string[] = [];
    const worker = startHere(async (kind) => {
      ran.push(kind);
      if (kind === "snapshot") await go.promise;
      return DONE;
    });
    await worker.ready;
    const underWay = await ask(store, "snapshot");
    await expect.poll(stateOf(store, underWay), TIMEOUT).toBe("running");
    await redis.kill();
    const waiting = await ask(store, "prune");
    await new Promise((resolve) => setTimeout(resolve, LEASE_SEC * 1000 + 500));
    expect(await admin.run(underWay)).toMatchObject({ state: "running", isSilent: false });
    go.resolve();
    await expect.poll(stateOf(store, underWay), TIMEOUT).toBe("done");
    expect(await admin.run(waiting)).toMatchObject({ state: "queued", error: null });
    await redis.start();
    await expect.poll(stateOf(store, waiting), { timeout: 50_000 }).toBe("done");
    expect(ran).toEqual(["snapshot", "prune"]);
  });

  it("a Redis that stops answering for longer than the lease costs no run and repeats none", async () => {
    const store = openSqliteAppStore(storeFile());
    const go = Promise.withResolvers<void>();
    let runs = 0;
    const runJob: RunJob = async () => {
      runs++;
      await go.promise;
      return DONE;
    };
    await startHere(runJob, { name: "a" }).ready;
    await startHere(runJob, { name: "b" }).ready;
    const id = await ask(store, "snapshot");
    await expect.poll(stateOf(store, id), TIMEOUT).toBe("running");
    redis.pause();
    await new Promise((resolve) => setTimeout(resolve, LEASE_SEC * 1000 + 1500));
    redis.resume();
    await new Promise((resolve) => setTimeout(resolve, LEASE_SEC * 1000));
    go.resolve();
    await expect.poll(stateOf(store, id), TIMEOUT).toBe("done");
    const next = await ask(store, "prune");
    await expect.poll(stateOf(store, next), { timeout: 50_000 }).toBe("done");
    expect(runs).toBe(2);
  });

  it("the schedule strikes once, however many workers there are", async () => {
    const store = openSqliteAppStore(storeFile());
    let runs = 0;
    const runJob: RunJob = async () => {
      runs++;
      return DONE;
    };
    const schedules: Map<JobKind, string> = new Map([["prune", "*/3 * * * * *"]]);
    startHere(runJob, { name: "a", schedules });
    startHere(runJob, { name: "b", schedules });
    const ended = async () =>
      (await store.listJobRuns({ kind: "prune" }, { offset: 0, limit: 50 })).rows.filter(
        ({ state }) => state === "done",
      );
    await expect.poll(async () => (await ended()).length, TIMEOUT).toBeGreaterThan(1);
    expect(new Set((await ended()).map(({ trigger }) => trigger))).toEqual(new Set(["schedule"]));
    const strokes = new Set((await ended()).map(({ queuedAtSec }) => Math.floor(queuedAtSec / 3)));
    expect(runs).toBeLessThanOrEqual(strokes.size + 1);
  });
});
