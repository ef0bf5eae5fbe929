import { describe, expect, it } from "vitest";
import { type Fold, makeFold, planFolds } from "@/lib/evaluation/fold";
import { tinySnapshot } from "@/lib/testing/tiny-snapshot";
import { assembleReport } from "./assemble-report";
import { type CellResult, runCell } from "./run-cell";

/**
 * Ann buys A every ten days and B once, Bob buys B every ten days and C once; each buys something new in the last month.
 */
const snapshot = tinySnapshot([
  ...Array.from({ length: 12 }, (_, i) => ({ user: "ann", item: "A", order: `a${i}`, day: i * 10, price: 3 })),
  { user: "ann", item: "B", order: "a3", day: 30 },
  { user: "ann", item: "C", order: "a11", day: 110, price: 6 },
  ...Array.from({ length: 12 }, (_, i) => ({ user: "bob", item: "B", order: `b${i}`, day: i * 10 + 1 })),
  { user: "bob", item: "C", order: "b4", day: 41 },
  { user: "cid", item: "C", order: "c1", day: 5 },
]);
const MODELS = ["v3", "personal-frequency", "repeat-hazard", "popularity"];

function reportOn(
  cells = new Map<string, CellResult>(),
  { models = MODELS, live = null }: { models?: readonly string[]; live?: string | null } = {},
) {
  const { plans, note } = planFolds(snapshot, "next-30-days");
  const folds: Fold[] = plans.map((plan) => makeFold(snapshot, plan, 1));
  for (const model of models) {
    folds.forEach((fold, i) => {
      cells.set(`${i} ${model}`, runCell(fold, { model, seed: 1, settings: null }));
    });
  }
  const report = assembleReport({
    snapshot,
    folds,
    models,
    live,
    note,
    header: { protocol: "next-30-days", codeVersion: "test", seed: 1, generatedAt: "2020-06-01T00:00:00.000Z" },
    cellOf: (model, fold) => ({ ...(cells.get(`${fold} ${model}`) as CellResult), peakMemoryMb: 0 }),
  });
  // Times differ from run to run; nothing else may.
  return {
    ...report,
    models: report.models.map((model) => ({ ...model, fitSeconds: 0, scoreSeconds: 0, tuneSeconds: 0 })),
  };
}

describe("a backtest of a tiny shop", () => {
  const report = reportOn();

  it("finds the windows, users and ceiling worked out by hand", () => {
    // The last line is of day 111: windows end with day 112. Three of them leave 22 days, so the first is dropped.
    expect(report.cutoffs.map((cutoff) => cutoff.cutoff.slice(0, 10))).toEqual(["2020-02-22", "2020-03-23"]);
    expect(report.notes.join(" ")).toContain("2 of 3 windows");
    expect(report.users).toBe(4);
    expect(report.cutoffs.map((cutoff) => cutoff.usersWithHistory)).toEqual([3, 3]);
    // Relevant items: Ann A, Bob B; then Ann A and C, Bob B.
    expect(report.ceiling["precision@5"]).toBeCloseTo((0.2 + (0.4 + 0.2) / 2) / 2, 12);
    expect(report.cutoffs[1].repeatShare).toBeCloseTo(2 / 3, 12);
  });

  it("measures v3 as worked out by hand", () => {
    const { metrics, unconditional, byCutoff } = report.models[0];
    expect(metrics["precision@5"].mean).toBeCloseTo(0.2, 12);
    expect(metrics["recall@5"].mean).toBeCloseTo((1 + 0.75) / 2, 12);
    expect(metrics["mrr@5"].mean).toBe(1);
    expect(metrics["exploreRecall@5"].mean).toBe(0);
    expect(unconditional["precision@5"].mean).toBeCloseTo((0.2 * 2) / 3, 12);
    // Ann spent 9 on A and 6 on C in the last window.
    expect(byCutoff[1]["revenueRecall@5"]).toBeCloseTo((9 / 15 + 1) / 2, 12);
  });

  it("measures the list without Discover as worked out by hand, beside the whole list", () => {
    // Reorder alone: Ann has bought A and B, Bob B and C. She buys A, then A and C, which is new to her; he buys B.
    const { metrics, withoutDiscover } = report.models[0];
    expect(withoutDiscover["precision@5"].mean).toBeCloseTo(0.2, 12);
    expect(withoutDiscover["recall@5"].mean).toBeCloseTo((1 + 0.75) / 2, 12);
    expect(withoutDiscover["repeatPrecision@5"].mean).toBeCloseTo(0.5, 12);
    expect(withoutDiscover["repeatRecall@5"].mean).toBe(1);
    expect(withoutDiscover["explorePrecision@5"]).toEqual({ mean: null, low: null, high: null });
    expect(withoutDiscover["exploreRecall@5"]).toEqual({ mean: 0, low: 0, high: 0 });
    // Popularity lists all three: whole, Ann's C is found (P 2/5) beside Bob's B (1/5); without Discover it is lost.
    const popular = report.models[3];
    expect(popular.metrics["precision@5"].mean).toBeCloseTo((0.2 + (0.4 + 0.2) / 2) / 2, 12);
    expect(popular.metrics["exploreRecall@5"].mean).toBe(1);
    expect(popular.metrics["repeatPrecision@5"].mean).toBeCloseTo(0.5, 12);
    expect(popular.withoutDiscover["precision@5"].mean).toBeCloseTo(0.2, 12);
    expect(popular.withoutDiscover["exploreRecall@5"].mean).toBe(0);
    expect(Object.keys(withoutDiscover).every((key) => key in metrics)).toBe(true);
    expect(Object.keys(withoutDiscover)).toHaveLength(4 * 7);
  });

  it("compares with the baseline on the same users, and checks probabilities where a model claims some", () => {
    expect(report.models[0].versusBaseline).toBeNull();
    expect(report.models[1].versusBaseline?.["precision@20"]).toEqual({ mean: 0, low: 0, high: 0 });
    expect(report.models[1].calibration).toBeNull();
    expect(report.models[2].calibration?.count.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(0);
  });

  it("gives the calibration error of each window beside that of all", () => {
    const hazard = report.models[2];
    expect(hazard.calibrationErrorByCutoff).toHaveLength(2);
    expect(hazard.calibrationErrorByCutoff.every((error) => error !== null && error >= 0 && error <= 1)).toBe(true);
    // Pooling can only cancel errors of opposite signs.
    const [worst] = [...hazard.calibrationErrorByCutoff].sort((a, b) => Number(b) - Number(a));
    expect(hazard.calibration?.expectedCalibrationError).toBeLessThanOrEqual(worst as number);
    expect(report.models[0].calibrationErrorByCutoff).toEqual([null, null]);
  });

  it("pairs every model with the one that serves, and with the first named where V3 is not measured", () => {
    expect([report.baseline, report.live]).toEqual(["v3", "v3"]);
    const cells = new Map<string, CellResult>();
    const other = reportOn(cells, { models: ["popularity", "repeat-hazard"], live: "repeat-hazard" });
    expect([other.baseline, other.live]).toEqual(["popularity", "repeat-hazard"]);
    const [popularity, hazard] = other.models;
    expect([popularity.versusBaseline, hazard.versusLive]).toEqual([null, null]);
    const difference = popularity.versusLive?.["ndcg@20"].mean as number;
    expect(hazard.versusBaseline?.["ndcg@20"].mean).toBeCloseTo(-difference, 12);
    expect(reportOn(cells, { models: ["popularity"], live: "ranker" }).live).toBeNull();
  });

  it("is the same report when run again", () => {
    expect(reportOn()).toEqual(report);
  });

  it("names what was measured with mean, low and high under the agreed keys", () => {
    for (const key of ["precision@20", "recall@20", "ndcg@20", "hitRate@20", "repeatRecall@20", "exploreRecall@20"]) {
      const { mean, low, high } = report.models[0].metrics[key];
      expect(low as number).toBeLessThanOrEqual(mean as number);
      expect(high as number).toBeGreaterThanOrEqual(mean as number);
    }
  });
});
