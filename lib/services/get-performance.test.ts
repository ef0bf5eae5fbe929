import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/domain/app-error";
import type { Caller, Role } from "@/lib/domain/caller";
import { METRIC_KS } from "@/lib/evaluation/metric-keys";
import type { BacktestReport } from "@/lib/evaluation/report";
import { SLICE_DIMENSIONS as REPORTED_DIMENSIONS } from "@/lib/evaluation/slices";
import { PERFORMANCE_KS } from "@/lib/presentation/performance/performance-report";
import { SLICE_DIMENSIONS } from "@/lib/presentation/performance/prepare-slices";
import { type FakeWorld, fakeContext, fakeReports, fakeSnapshot } from "@/lib/testing/fakes";
import { sampleReport } from "@/lib/testing/sample-report";
import { exportPerformance } from "./export-performance";
import { getPerformance } from "./get-performance";
import { parseReport } from "./parse-report";

const world: FakeWorld = { lines: [{ customer: "1", order: "a", day: 1, product: "10" }] };
const snapshotId = fakeSnapshot(world).id;

const caller = (role: Role): Caller => ({
  subject: `test|${role}`,
  email: null,
  name: role,
  role,
  scope: role === "rep" ? { kind: "owned", ownerId: null, includeUnassigned: false } : { kind: "all" },
});
const manager = caller("manager");

const stored = (reports: Readonly<Record<string, Partial<BacktestReport> | string>>) =>
  fakeContext(world, {
    reports: fakeReports(
      Object.fromEntries(
        Object.entries(reports).map(([id, one]) => [
          id,
          typeof one === "string" ? one : JSON.stringify(sampleReport({ snapshotId, ...one })),
        ]),
      ),
    ),
  });

async function refusal(work: Promise<unknown>): Promise<AppError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof AppError) return error;
  }
  throw new Error("expected an AppError");
}

describe("getPerformance", () => {
  it("does not exist for a rep, page and file", async () => {
    const context = stored({ a: {} });
    expect((await refusal(getPerformance(caller("rep"), {}, context))).code).toBe("not_found");
    expect((await refusal(exportPerformance(caller("rep"), { chart: "models" }, context))).code).toBe("not_found");
    expect((await getPerformance(caller("admin"), {}, context)).shown?.id).toBe("a");
  });

  it("shows nothing before the first report", async () => {
    const view = await getPerformance(manager, {}, stored({}));
    expect([view.shown, view.stored, view.refused]).toEqual([null, [], []]);
  });

  it("draws the newest report of the current snapshot before any newer one of other data", async () => {
    const view = await getPerformance(
      manager,
      {},
      stored({
        foreign: { snapshotId: "other", generatedAt: "2024-06-09T00:00:00.000Z" },
        old: { generatedAt: "2024-06-03T00:00:00.000Z" },
        young: { generatedAt: "2024-06-04T00:00:00.000Z" },
      }),
    );
    expect(view.stored.map(({ id }) => id)).toEqual(["young", "old", "foreign"]);
    expect(view.shown).toMatchObject({ id: "young", isCurrent: true, model: "v3", isLive: true });
  });

  it("draws a report of other data when there is no other, and says so", async () => {
    const view = await getPerformance(manager, {}, stored({ foreign: { snapshotId: "other" } }));
    expect(view.shown).toMatchObject({ id: "foreign", isCurrent: false });
  });

  it("refuses a damaged file by name and still shows the others", async () => {
    const damaged = JSON.stringify({ ...sampleReport(), models: [{ name: "x" }] });
    const view = await getPerformance(manager, {}, stored({ broken: "{", damaged, whole: {} }));
    expect(view.shown?.id).toBe("whole");
    expect(view.refused.map(({ id }) => id)).toEqual(["broken", "damaged"]);
    expect(view.refused[1].message).toContain("models.0");
  });

  it("takes a protocol, and a report that nobody made for it is a gap", async () => {
    const context = stored({ month: {}, basket: { protocol: "next-basket" } });
    expect((await getPerformance(manager, { protocol: "next-basket" }, context)).shown?.id).toBe("basket");
    const without = await getPerformance(manager, { protocol: "next-basket" }, stored({ month: {} }));
    expect([without.shown, without.protocol, without.stored.length]).toEqual([null, "next-basket", 1]);
  });

  it.each([
    ["k", "7"],
    ["metric", "luck"],
    ["protocol", "next-year"],
    ["model", "oracle"],
    ["report", "../secret"],
    ["by", "owner"],
  ])("names the parameter that cannot be used: %s=%s", async (field, value) => {
    const error = await refusal(getPerformance(manager, { [field]: value }, stored({ a: {} })));
    expect([error.code, error.field]).toEqual(["invalid_input", field]);
  });

  it("offers the lengths and groups that a report holds", () => {
    expect([...PERFORMANCE_KS]).toEqual([...METRIC_KS]);
    expect([...SLICE_DIMENSIONS]).toEqual([...REPORTED_DIMENSIONS]);
  });
});

describe("exportPerformance", () => {
  it("holds the rows of the page's table and the stamp of the report", async () => {
    const { table, stamp } = await exportPerformance(manager, { chart: "slices", model: "ranker" }, stored({ a: {} }));
    expect(table.rows.map((row) => row.segment)).toEqual(["HEAVY", "LIGHT"]);
    expect(stamp).toMatchObject({ metric: "precision", k: 20, report: "a", snapshot: snapshotId });
  });

  it("names a chart that does not exist", async () => {
    const work = exportPerformance(manager, { chart: "pie" }, stored({ a: {} }));
    expect((await refusal(work)).field).toBe("chart");
  });
});

describe("parseReport", () => {
  it("reads what the backtest writes", () => {
    expect(parseReport(JSON.stringify(sampleReport()))).toEqual(sampleReport());
  });

  it("refuses a report of an older version and names the version", () => {
    expect(() => parseReport(JSON.stringify({ ...sampleReport(), schemaVersion: 1 }))).toThrow(/schemaVersion/);
  });

  it("refuses a report whose models miss a window", () => {
    const report = sampleReport();
    const short = { ...report, models: [{ ...report.models[0], byCutoff: [] }] };
    expect(() => parseReport(JSON.stringify(short))).toThrow("popularity has not every cutoff");
  });
});
