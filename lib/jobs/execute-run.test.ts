import { describe, expect, it, vi } from "vitest";
import { openSqliteAppStore } from "@/lib/data/app-store/sqlite-app-store";
import type { JobKind } from "@/lib/domain/job-kind";
import { type ExecuteOptions, executeRun } from "./execute-run";
import type { JobEnd, RunJob } from "./run-in-child";

vi.stubEnv("PARTWISE_LOG_LEVEL", "off");

const DONE: JobEnd = { ok: true, counts: { lines: 7 }, next: [] };
const failed = (code: "unavailable" | "corrupt", isCrash = false): JobEnd => ({
  ok: false,
  isCrash,
  failure: { code, message: "It did not work.", remedy: "Do something." },
});

/** A job that goes on until it is told to stop. */
const untilAborted: RunJob = async (_, __, signal) => {
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
  return failed("unavailable");
};

function world(runJob: RunJob) {
  const store = openSqliteAppStore(":memory:");
  const clock = { sec: 1000 };
  const options: ExecuteOptions = {
    store,
    runJob,
    worker: "w1",
    leaseSec: 3,
    nowSec: () => clock.sec,
    retryPausesMs: [1, 1],
  };
  const claim = async (kind: JobKind, worker = "w1") => {
    const { id } = await store.startJobRun({
      kind,
      trigger: "command",
      startedBy: null,
      retryOf: null,
      atSec: clock.sec,
    });
    const run = await store.claimJobRun({ id, worker, atSec: clock.sec, staleBeforeSec: clock.sec - 3 });
    if (run === null) throw new Error("not claimed");
    return run;
  };
  const latest = async () => (await store.listJobRuns({ kind: null }, { offset: 0, limit: 1 })).rows[0];
  return { store, clock, options, claim, latest };
}

const never = new AbortController().signal;

describe("executeRun", () => {
  it("keeps progress, figures, log and end of a run that is done", async () => {
    const { options, claim, store } = world(async (_, listener) => {
      listener.progress(0.5, { lines: 3 });
      listener.say("half of it");
      return DONE;
    });
    const run = await claim("prune");
    expect(await executeRun(options, run, never)).toBe("done");
    expect(await store.jobRun(run.id)).toMatchObject({
      state: "done",
      progress: 1,
      counts: { lines: 7 },
      log: ["half of it"],
      error: null,
    });
  });

  it("shows how far a run is while it runs", async () => {
    const go = Promise.withResolvers<void>();
    const { options, claim, store } = world(async (_, listener) => {
      listener.progress(0.25, { lines: 1 });
      await go.promise;
      return DONE;
    });
    const run = await claim("snapshot");
    const work = executeRun(options, run, never);
    await expect.poll(async () => (await store.jobRun(run.id))?.progress, { timeout: 5000 }).toBe(0.25);
    go.resolve();
    expect(await work).toBe("done");
  });

  it("says why it failed with a remedy, and does not repeat what cannot pass by itself", async () => {
    let tries = 0;
    const { options, claim, latest } = world(async () => {
      tries++;
      return failed("corrupt");
    });
    expect(await executeRun(options, await claim("snapshot"), never)).toBe("failed");
    expect(tries).toBe(1);
    expect(await latest()).toMatchObject({ state: "failed", error: "It did not work. Do something." });
  });

  it("tries again with pauses what may pass by itself, and a process that crashed", async () => {
    const ends = [failed("unavailable"), failed("corrupt", true), DONE];
    const { options, claim, latest } = world(async () => ends.shift() as JobEnd);
    expect(await executeRun(options, await claim("snapshot"), never)).toBe("done");
    const log = (await latest()).log.join("\n");
    expect(log.match(/Trying again/g)).toHaveLength(2);
  });

  it("stops when the run has become another worker's, and leaves its record alone", async () => {
    const { options, claim, store, clock } = world(untilAborted);
    const run = await claim("snapshot");
    const work = executeRun(options, run, never);
    clock.sec += 60;
    const taken = await store.claimJobRun({
      id: run.id,
      worker: "w2",
      atSec: clock.sec,
      staleBeforeSec: clock.sec - 3,
    });
    expect(taken?.worker).toBe("w2");
    expect(await work).toBe("lost");
    expect(await store.jobRun(run.id)).toMatchObject({ state: "running", worker: "w2" });
  });

  it("gives an open run back at once when its process is to end", async () => {
    const stopping = new AbortController();
    const { options, claim, store, clock } = world(untilAborted);
    const run = await claim("snapshot");
    const work = executeRun(options, run, stopping.signal);
    stopping.abort();
    expect(await work).toBe("stopped");
    const next = await store.claimJobRun({ id: run.id, worker: "w2", atSec: clock.sec, staleBeforeSec: clock.sec - 3 });
    expect(next?.worker).toBe("w2");
  });

  it("does not do again what a run that began after it was asked for has done", async () => {
    let runs = 0;
    const { options, claim, store, clock } = world(async () => {
      runs++;
      return DONE;
    });
    const draft = { kind: "snapshot", trigger: "schedule", startedBy: null, retryOf: null, atSec: clock.sec } as const;
    const twin = await store.startJobRun(draft);
    await executeRun(options, await claim("snapshot"), never);
    const claimed = await store.claimJobRun({ id: twin.id, worker: "w1", atSec: clock.sec, staleBeforeSec: 0 });
    expect(claimed && (await executeRun(options, claimed, never))).toBe("done");
    expect(runs).toBe(1);
    clock.sec += 10;
    await executeRun(options, await claim("snapshot"), never);
    expect(runs).toBe(2);
  });

  it("queues what follows once, for the person who asked", async () => {
    const { options, claim, store } = world(async () => ({ ...DONE, next: ["score-all"] }) as JobEnd);
    await executeRun(options, await claim("snapshot"), never);
    const { rows } = await store.listJobRuns({ kind: "score-all" }, { offset: 0, limit: 10 });
    expect(rows).toMatchObject([{ state: "queued", trigger: "command" }]);
  });

  it("tells the end of a run although the store was away for a moment", async () => {
    const { options, claim, store } = world(async () => DONE);
    const run = await claim("prune");
    let refusals = 2;
    const shaky = {
      ...store,
      finishJobRun: async (end: Parameters<typeof store.finishJobRun>[0]) => {
        if (refusals-- > 0) throw new Error("locked");
        return await store.finishJobRun(end);
      },
    };
    expect(await executeRun({ ...options, store: shaky }, run, never)).toBe("done");
    expect((await store.jobRun(run.id))?.state).toBe("done");
  });
});
