import { describe, expect, it, vi } from "vitest";
import { parseEnv } from "@/lib/config/env";
import { AppError } from "@/lib/domain/app-error";
import type { Caller, Role } from "@/lib/domain/caller";
import { FAKE_NOW_SEC, type FakeWorld, fakeContext } from "@/lib/testing/fakes";
import { RUNNER_KEY } from "./job-runner-seen";
import { listJobs } from "./list-jobs";
import { requestJob } from "./request-job";
import type { ServiceContext } from "./service-context";

vi.stubEnv("PARTWISE_LOG_LEVEL", "off");

const world: FakeWorld = { lines: [{ customer: "1", order: "a", day: 1, product: "10" }] };
const caller = (role: Role): Caller => ({
  subject: `test|${role}`,
  email: null,
  name: role,
  role,
  scope: role === "rep" ? { kind: "owned", ownerId: null, includeUnassigned: false } : { kind: "all" },
});
const admin = caller("admin");
const codeOf = async (work: Promise<unknown>) =>
  await work.then(
    () => "fine",
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );
const settings = parseEnv({ PARTWISE_SNAPSHOT_CRON: "0 5 * * *", PARTWISE_TIME_ZONE: "UTC" });
const list = (context: ServiceContext) => listJobs(admin, { context, settings });
const ended = (context: ServiceContext, id: number, error: string | null) =>
  context.store.finishJobRun({ id, worker: "w", atSec: FAKE_NOW_SEC + 90, error });

describe("requestJob", () => {
  it("exists for administrators only, and what was refused is noted", async () => {
    const context = fakeContext(world);
    for (const role of ["rep", "manager"] as const) {
      expect(await codeOf(requestJob(caller(role), { kind: "snapshot" }, context))).toBe("not_found");
      expect(await codeOf(listJobs(caller(role), { context, settings }))).toBe("not_found");
    }
    expect((await context.store.listJobRuns({ kind: null }, { offset: 0, limit: 5 })).total).toBe(0);
    expect((await context.store.auditPage({ actor: null, kind: "denied" }, { offset: 0, limit: 5 })).total).toBe(2);
  });

  it("queues a run with who asked, and notes it", async () => {
    const context = fakeContext(world);
    const id = await requestJob(admin, { kind: "snapshot" }, context);
    expect((await list(context)).jobs[0]).toMatchObject({
      kind: "snapshot",
      open: { id, state: "queued", startedBy: "admin", trigger: "person" },
    });
    const { rows } = await context.store.auditPage({ actor: null, kind: "job" }, { offset: 0, limit: 5 });
    expect(rows).toMatchObject([{ actor: "test|admin", detail: { job: "snapshot", run: id } }]);
  });

  it("refuses a job that waits or runs already", async () => {
    const context = fakeContext(world);
    await requestJob(admin, { kind: "snapshot" }, context);
    expect(await codeOf(requestJob(admin, { kind: "snapshot" }, context))).toBe("conflict");
    expect(await codeOf(requestJob(admin, { kind: "prune" }, context))).toBe("fine");
  });

  it("repeats a run that failed, and only such a one", async () => {
    const context = fakeContext(world);
    const id = await requestJob(admin, { kind: "evaluate" }, context);
    expect(await codeOf(requestJob(admin, { retryOf: id }, context))).toBe("conflict");
    await ended(context, id, "No. Do that.");
    const retry = await requestJob(admin, { retryOf: id }, context);
    expect((await list(context)).history[0]).toMatchObject({
      id: retry,
      kind: "evaluate",
      trigger: "retry",
      retryOf: id,
    });
    await ended(context, retry, null);
    expect(await codeOf(requestJob(admin, { retryOf: retry }, context))).toBe("conflict");
    expect(await codeOf(requestJob(admin, { retryOf: 999 }, context))).toBe("not_found");
  });

  it("refuses what is no job", async () => {
    const context = fakeContext(world);
    for (const request of [{ kind: "format-disk" }, {}, { retryOf: -1 }, { kind: "prune", retryOf: 1 }]) {
      expect(await codeOf(requestJob(admin, request as never, context))).toBe("invalid_input");
    }
  });
});

describe("listJobs", () => {
  it("says when a job runs next, how it last ended and why it failed", async () => {
    const context = fakeContext(world);
    const id = await requestJob(admin, { kind: "snapshot" }, context);
    await context.store.claimJobRun({ id, worker: "w", atSec: FAKE_NOW_SEC, staleBeforeSec: 0 });
    await ended(context, id, "It did not answer. Check it.");
    const [snapshot, scoreAll] = (await list(context)).jobs;
    expect(snapshot).toMatchObject({ schedule: "0 5 * * *", open: null });
    expect(snapshot.nextAt).toMatch(/T05:00:00/);
    expect(snapshot.lastEnded).toMatchObject({ state: "failed", seconds: 90, error: "It did not answer. Check it." });
    expect(scoreAll).toMatchObject({ schedule: null, nextAt: null, open: null, lastEnded: null });
  });

  it("says when nobody is there to work, and when a worker fell silent", async () => {
    const context = fakeContext(world);
    expect((await list(context)).runner).toEqual({ isThere: false, kind: "web" });
    await context.store.keepValue(RUNNER_KEY, { value: { worker: "w" }, atSec: FAKE_NOW_SEC - 20 });
    expect((await list(context)).runner.isThere).toBe(true);
    const id = await requestJob(admin, { kind: "prune" }, context);
    await context.store.claimJobRun({ id, worker: "w", atSec: FAKE_NOW_SEC - 31, staleBeforeSec: 0 });
    expect((await list(context)).jobs[3].open).toMatchObject({ state: "running", isSilent: true });
  });
});

describe("removeOldJobRuns", () => {
  it("keeps the newest and every open one", async () => {
    const context = fakeContext(world);
    const { store } = context;
    const ids: number[] = [];
    for (let at = 0; at < 5; at++) {
      const id = await requestJob(admin, at === 0 ? { kind: "snapshot" } : { kind: "prune" }, context);
      ids.push(id);
      if (at > 0) await ended(context, id, null);
    }
    expect(await store.removeOldJobRuns(2)).toBe(2);
    const { rows } = await store.listJobRuns({ kind: null }, { offset: 0, limit: 9 });
    expect(rows.map(({ id }) => id)).toEqual([ids[4], ids[3], ids[0]]);
  });
});
