import * as fc from "fast-check";
import { createTranslator } from "use-intl/core";
import { describe, expect, it } from "vitest";
import { chartCsv } from "@/lib/presentation/csv/chart-csv";
import { LOCALES } from "@/lib/presentation/locale";
import { messagesFor } from "@/lib/presentation/messages/messages";
import type { CatalogueTranslator } from "@/lib/presentation/reasons/catalogue-translator";
import { sampleModel, sampleReport } from "@/lib/testing/sample-report";
import { formatFigure, formatInterval } from "./format-figure";
import { niceTicks } from "./nice-ticks";
import { PERFORMANCE_CHARTS, performanceTable } from "./performance-charts";
import type { PerformanceQuestion } from "./performance-report";
import { prepareCalibration } from "./prepare-calibration";
import { prepareKinds } from "./prepare-kinds";
import { prepareModels } from "./prepare-models";
import { dimensionsOf, prepareSlices } from "./prepare-slices";
import { prepareWindows } from "./prepare-windows";
import { wordColumn, wordModel, wordSlice } from "./word-performance";

const report = sampleReport();
const asked: PerformanceQuestion = { metric: "precision", k: 20, model: "ranker" };

describe("prepareWindows", () => {
  it("sets the model, its interval, the baselines and the ceiling of each window side by side", () => {
    const chart = prepareWindows(report, asked);
    expect(chart.baselines).toEqual(["v3", "popularity"]);
    expect(chart.points[0]).toMatchObject({ value: 0.3, high: 0.32, ceiling: 0.8, baselines: [0.2, 0.1] });
    expect(chart.above).toEqual({ windows: 2, of: 2 });
    expect([chart.lowest?.value, chart.highest?.value]).toEqual([0.3, 0.31]);
  });

  it("is no baseline of itself", () => {
    const chart = prepareWindows(report, { ...asked, model: "v3" });
    expect([chart.baselines, chart.above]).toEqual([["popularity"], null]);
  });

  it("divides by the ceiling of the window when the share of the ceiling is asked", () => {
    const { value, ceiling } = prepareWindows(report, { ...asked, metric: "share" }).points[0];
    expect([value, ceiling]).toEqual([0.3 / 0.8, 1]);
  });

  it("leaves a gap where a window has no figure", () => {
    const ranker = { ...sampleModel("ranker", { value: 0.3, difference: null }), byCutoffIntervals: [{}, {}] };
    const chart = prepareWindows({ ...report, models: [ranker] }, asked);
    expect(chart.points.map(({ value, low }) => [value, low])).toEqual([
      [null, null],
      [null, null],
    ]);
    expect(chart.highest).toBeNull();
  });
});

describe("prepareModels", () => {
  it("orders models by value and reads a difference by its paired interval", () => {
    const near = { ...sampleModel("als", { value: 0.2, difference: 0.01 }) };
    const { rows } = prepareModels({ ...report, models: [...report.models, near] }, asked);
    expect(rows.map(({ name, verdict }) => [name, verdict])).toEqual([
      ["ranker", "better"],
      ["als", "unclear"],
      ["v3", null],
      ["popularity", "worse"],
    ]);
  });

  it("puts models without a value last, in a fixed order", () => {
    const empty = (name: string) => ({ ...sampleModel(name, { value: 0, difference: null }), metrics: {} });
    const { rows } = prepareModels({ ...report, models: [empty("b"), empty("a"), report.models[1]] }, asked);
    expect(rows.map(({ name }) => name)).toEqual(["v3", "a", "b"]);
  });
});

describe("prepareSlices", () => {
  it("orders segments from heavy to light and knows the best and the worst", () => {
    const chart = prepareSlices(report, asked, "segment");
    expect(chart.rows.map(({ value, users, baseline }) => [value, users, baseline])).toEqual([
      ["HEAVY", 2, 0.2 + 0.1],
      ["LIGHT", 9, 0.2],
    ]);
    expect([chart.best?.value, chart.worst?.value]).toEqual(["HEAVY", "LIGHT"]);
    expect(dimensionsOf(report)).toEqual(["segment"]);
  });

  it("calls a group best or worst only when it is large enough, if any is", () => {
    const [model] = report.models;
    const slices = [9, 40, 50].map((users, at) => ({
      ...model.slices[0],
      value: ["HEAVY", "LIGHT", "NEW"][at],
      users,
      metrics: { "precision@20": { mean: [0.9, 0.2, 0.3][at], low: null, high: null } },
    }));
    const chart = prepareSlices(
      { ...report, models: [{ ...model, slices }] },
      { ...asked, model: model.name },
      "segment",
    );
    expect([chart.best?.value, chart.worst?.value]).toEqual(["NEW", "LIGHT"]);
  });

  it.each([
    ["region", ["other", "none", "Small", "Large"], ["Large", "Small", "other", "none"]],
    [
      "historyLength",
      ["30+ orders", "10-29 orders", "1 order", "2-4 orders"],
      ["1 order", "2-4 orders", "10-29 orders", "30+ orders"],
    ],
    ["orderQuantile", ["Q4", "Q1"], ["Q1", "Q4"]],
  ] as const)("orders %s as a reader would", (dimension, given, expected) => {
    const [model] = report.models;
    const slices = given.map((value) => ({
      ...model.slices[0],
      dimension,
      value,
      users: value === "Large" ? 9 : 1,
    }));
    const chart = prepareSlices(
      { ...report, models: [{ ...model, slices }] },
      { ...asked, model: model.name },
      dimension,
    );
    expect(chart.rows.map(({ value }) => value)).toEqual(expected);
  });
});

describe("prepareKinds and prepareCalibration", () => {
  it("tells repeat and explore apart, a missing one stays a gap", () => {
    const { measure, focus } = prepareKinds(report, asked);
    expect([measure, focus?.explore.mean]).toEqual(["precision", null]);
    expect(prepareKinds(report, { ...asked, metric: "recall" }).focus?.explore.mean).toBe(0.15);
  });

  it("sets the figures without Discover beside those with it", () => {
    const { focus } = prepareKinds(report, { ...asked, metric: "recall" });
    expect(focus?.all.mean).toBe(0.3);
    expect(focus?.without.all.mean).toBeCloseTo(0.27, 12);
    expect(focus?.without.explore.mean).toBe(0);
  });

  it("takes means of bins, leaves empty bins out, and answers null for a model without probabilities", () => {
    expect(prepareCalibration(report, "ranker")).toEqual({
      points: [{ from: 0, to: 0.5, pairs: 4, predicted: 0.25, observed: 0.5 }],
      pairs: 4,
      expectedCalibrationError: 0.25,
    });
    expect(prepareCalibration(report, "v3")).toBeNull();
  });
});

describe("tables", () => {
  const translators = LOCALES.map(
    (locale) =>
      createTranslator({
        locale,
        messages: messagesFor(locale),
        onError: (error) => expect(error).toBeUndefined(),
      }) as unknown as CatalogueTranslator,
  );

  it.each(PERFORMANCE_CHARTS)("has words for every column of %s, and every row fills the columns", (chart) => {
    for (const metric of ["precision", "recall", "ndcg"] as const) {
      const table = performanceTable(report, { ...asked, metric, by: "segment", chart });
      expect(table.rows.length).toBeGreaterThan(0);
      for (const row of table.rows) expect(Object.keys(row)).toEqual(table.columns.map(({ key }) => key));
      for (const t of translators) for (const column of table.columns) expect(wordColumn(t, column)).not.toBe("");
    }
  });

  it("words models and slices, and shows what it has no words for", () => {
    const [t] = translators;
    expect(wordModel(t, "v3")).toBe("v3 rules");
    expect(wordModel(t, "brand-new")).toBe("brand-new");
    expect(wordSlice(t, "historyLength", "2-4 orders")).toBe("2–4 orders");
    expect(wordSlice(t, "historyLength", "30+ orders")).toBe("30 orders or more");
    expect(wordSlice(t, "historyLength", "1 order")).toBe("1 order");
    expect(wordSlice(t, "segment", "LIGHT")).toBe("Light");
    expect(wordSlice(t, "region", "=EIRE")).toBe("=EIRE");
  });

  it("writes a file that no spreadsheet runs, with the numbers as they are", () => {
    const [model] = report.models;
    const slices = [{ ...model.slices[0], dimension: "region", value: "=1+1" }];
    const table = performanceTable(
      { ...report, models: [{ ...model, slices }], baseline: null },
      { ...asked, model: model.name, by: "region", chart: "slices" },
    );
    const [header, line] = [...chartCsv({ table, stamp: { k: 20 }, locale: "en" })];
    expect(header).toBe("\uFEFFregion,customers,model,value,low,high,ceiling,k\r\n");
    expect(line).toBe("'=1+1,9,popularity,0.1,0.08,0.12000000000000001,0.8,20\r\n");
  });
});

describe("figures", () => {
  it("writes gaps, shares and signed differences in the reader's notation", () => {
    expect(formatFigure(null, "share", "en")).toBe("–");
    expect(formatFigure(0.22, "share", "en")).toBe("22.0%");
    expect(formatFigure(-0.009, "shareDifference", "en")).toBe("−0.9");
    expect(formatFigure(0.0001, "shareDifference", "en")).toBe("0.0");
    expect(formatFigure(0.021, "scoreDifference", "uk")).toBe("+0,021");
    expect(formatInterval(0.217, 0.246, "share", "en")).toBe("21.7–24.6%");
  });

  it("gives even ticks that hold both ends", () => {
    expect(niceTicks(0, 0.79)).toEqual([0, 0.2, 0.4, 0.6, 0.8]);
    fc.assert(
      fc.property(
        fc.double({ min: -1, max: 0, noNaN: true }),
        fc.double({ min: 0.001, max: 100, noNaN: true }),
        (low, high) => {
          const ticks = niceTicks(low, high);
          expect(ticks.length).toBeLessThan(10);
          expect(ticks[0]).toBeLessThanOrEqual(low + 1e-6);
          expect(ticks[ticks.length - 1]).toBeGreaterThanOrEqual(high - 1e-6);
        },
      ),
    );
  });
});
