import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TinyLine, tinySnapshot } from "@/lib/testing/tiny-snapshot";
import { type TuneInput, type TuneProgress, tuneModel } from "./tune-model";
import type { TuneReport } from "./tune-report";

const lines = Array.from(
  { length: 200 },
  (_, i): TinyLine => ({
    user: `u${i % 6}`,
    item: `p${(i * i + (i % 7)) % 9}`,
    order: `o${i}`,
    day: (i * 7 + (i % 3)) % 270,
  }),
);
const snapshot = tinySnapshot([...lines, { user: "u1", item: "p1", order: "last", day: 269.5 }]);
const OPTIONS: TuneInput["options"] = {
  model: "up-cf",
  budgetTrials: 8,
  budgetMinutes: null,
  sampler: "tpe",
  seed: 1,
};

let root = "";
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "tune-"));
});
afterAll(() => rm(root, { recursive: true }));

async function tune(folder: string, change: Partial<TuneInput["options"]> = {}, told: TuneProgress[] = []) {
  const report = await tuneModel({
    snapshot,
    options: { ...OPTIONS, ...change },
    dataDir: join(root, folder),
    generatedAt: "2020-12-01T00:00:00.000Z",
    onProgress: (progress) => void told.push(progress),
  });
  // Times differ from run to run, and how much was known is the point; nothing else may differ.
  const trials = report.trials.map((trial) => ({ ...trial, seconds: 0 }));
  return { known: report.trialsReused, report: { ...report, trials, trialSeconds: 0, trialsReused: 0 } as TuneReport };
}

describe("tuneModel", () => {
  it("gives the same report when stopped after the defaults and run again", async () => {
    const whole = await tune("whole");
    const stopped = await tune("parts", { budgetMinutes: 1e-9 });
    expect(stopped.report.endedBy).toBe("time");
    expect(stopped.report.trials).toHaveLength(1);
    const resumed = await tune("parts");
    expect(resumed.known).toBe(1);
    expect(resumed.report).toEqual(whole.report);
    expect((await tune("parts")).known).toBe(9);
  });

  it("reports the best settings beside the defaults, random beside TPE, and never looks at the test", async () => {
    const told: TuneProgress[] = [];
    const { report } = await tune("told", {}, told);
    expect(told.findLast(({ stage }) => stage === "search")).toMatchObject({ done: 9, total: 9, window: 0 });
    const compared = told.filter(({ stage }) => stage === "compare");
    expect(compared.length).toBeGreaterThan(1);
    expect(compared.at(-1)?.done).toBe(compared.at(-1)?.total);
    expect(report.random.trials).toBe(3);
    expect(report.tpe.trials).toBe(5);
    expect(report.best.searchScore).toBeGreaterThanOrEqual(report.defaults.searchScore);
    expect(report.best.searchScore).toBe(
      Math.max(report.defaults.searchScore, report.random.best ?? 0, report.tpe.best ?? 0),
    );
    expect(report.compared.best.mean).toBeCloseTo(report.best.searchScore, 12);
    expect(report.compared.defaults.mean).toBeCloseTo(report.defaults.searchScore, 12);
    for (const { end } of report.windows) expect(end <= report.testStart).toBe(true);
    expect(report.checked?.window.end).toBe(report.windows.at(-1)?.cutoff);
  });

  it("refuses data that has no window before the test", async () => {
    const short = tinySnapshot(lines.map((line) => ({ ...line, day: line.day / 3 })));
    const input = { snapshot: short, options: OPTIONS, dataDir: root, generatedAt: "", onProgress: () => undefined };
    await expect(tuneModel(input)).rejects.toThrow(/no 30-day window/);
  });
});
