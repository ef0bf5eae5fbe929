import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Random } from "@/lib/numeric/random";
import { encodeTrees } from "@/lib/scoring/trees/tree-codec";
import { predictRow } from "@/lib/scoring/trees/tree-ensemble";
import { binMatrix, binOf, fitBins } from "./bin-features";
import { lambdarankObjective } from "./lambdarank";
import { logisticObjective, type Objective } from "./objective";
import { type BoostingRules, trainBoosting } from "./train-boosting";

const RULES: BoostingRules = {
  rounds: 1,
  learningRate: 1,
  rowShare: 1,
  featureShare: 1,
  patience: 0,
  seed: 1,
  maxLeaves: 8,
  maxDepth: 0,
  lambdaL2: 1,
  minChildWeight: 0,
  minChildRows: 1,
  minGain: 1e-9,
};

/** Few distinct values, some missing, so that every cut has a bin of its own. */
function smallTable(seed: number, rows: number, features: number): Float32Array[] {
  const random = new Random(seed);
  return Array.from({ length: features }, () =>
    Float32Array.from({ length: rows }, () => (random.chance(0.2) ? Number.NaN : random.int(6))),
  );
}

/** Squared error towards a target: gradient = score - target, Hessian 1. */
function squaredError(target: Float64Array): Objective {
  return {
    name: "logistic",
    base: () => 0,
    derivatives(scores, grad, hess) {
      for (let row = 0; row < target.length; row++) grad[row] = scores[row] - target[row];
      hess.fill(1);
    },
  };
}

interface Cut {
  feature: number;
  threshold: number;
  missingLeft: boolean;
  gain: number;
}

const gainOf = (sum: number, count: number) => (sum * sum) / (count + RULES.lambdaL2);

function goesLeft(value: number, cut: Cut): boolean {
  return Number.isNaN(value) ? cut.missingLeft : value <= cut.threshold;
}

/** Every feature, every half-way cut, both sides for missing values, summed afresh from the rows. */
function bestCut(columns: Float32Array[], target: Float64Array, rows: number[]): Cut | null {
  let best: Cut | null = null;
  const total = rows.reduce((sum, row) => sum + target[row], 0);
  for (const [feature, column] of columns.entries()) {
    const values = [...new Set([...column].filter((value) => !Number.isNaN(value)))].sort((a, b) => a - b);
    const thresholds = [...values.slice(1).map((value, i) => (values[i] + value) / 2), Number.POSITIVE_INFINITY];
    for (const missingLeft of [false, true]) {
      for (const threshold of thresholds) {
        const cut = { feature, threshold, missingLeft, gain: 0 };
        const left = rows.filter((row) => goesLeft(column[row], cut));
        if (left.length === 0 || left.length === rows.length) continue;
        const sum = left.reduce((s, row) => s + target[row], 0);
        const gain =
          gainOf(sum, left.length) + gainOf(total - sum, rows.length - left.length) - gainOf(total, rows.length);
        if (gain > (best?.gain ?? RULES.minGain) + 1e-9) best = { ...cut, gain };
      }
    }
  }
  return best;
}

/** A tree grown best-first by brute force; the fitted value of each row. */
function bruteForceFit(columns: Float32Array[], target: Float64Array, maxLeaves: number): number[] {
  const leaves: number[][] = [[...target.keys()]];
  while (leaves.length < maxLeaves) {
    const cuts = leaves.map((rows) => bestCut(columns, target, rows));
    let chosen = -1;
    for (const [i, cut] of cuts.entries())
      if (cut !== null && (chosen < 0 || cut.gain > (cuts[chosen]?.gain ?? 0) + 1e-9)) chosen = i;
    const cut = cuts[chosen];
    if (!cut) break;
    const rows = leaves[chosen];
    leaves[chosen] = rows.filter((row) => goesLeft(columns[cut.feature][row], cut));
    leaves.push(rows.filter((row) => !goesLeft(columns[cut.feature][row], cut)));
  }
  const fitted = Array.from(target, () => 0);
  for (const rows of leaves) {
    const value = rows.reduce((sum, row) => sum + target[row], 0) / (rows.length + RULES.lambdaL2);
    for (const row of rows) fitted[row] = value;
  }
  return fitted;
}

function rowOf(columns: Float32Array[], row: number): Float32Array {
  return Float32Array.from(columns, (column) => column[row]);
}

describe("one tree", () => {
  it("is the tree that a brute-force search over all cuts grows", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100_000 }), fc.integer({ min: 2, max: 6 }), (seed, maxLeaves) => {
        const rows = 60;
        const columns = smallTable(seed, rows, 3);
        const random = new Random(seed).fork("target");
        // Irregular targets, so that two cuts never gain the same.
        const target = Float64Array.from({ length: rows }, () => random.normal());
        const mapper = fitBins({ columns, rowCount: rows, maxBins: 64, sampleRows: rows, seed });
        const { ensemble } = trainBoosting({
          mapper,
          matrix: binMatrix(mapper, columns, rows),
          objective: squaredError(target),
          rules: { ...RULES, maxLeaves },
          validation: null,
        });
        const expected = bruteForceFit(columns, target, maxLeaves);
        for (let row = 0; row < rows; row++)
          expect(predictRow(ensemble, rowOf(columns, row))).toBeCloseTo(expected[row], 9);
      }),
      { numRuns: 60 },
    );
  });

  it("never falls along a feature that may only rise", () => {
    const rows = 400;
    const random = new Random(5);
    const columns = [0, 1].map(() => Float32Array.from({ length: rows }, () => random.uniform()));
    const target = Float64Array.from({ length: rows }, (_, row) => Math.sin(9 * columns[0][row]) + columns[1][row]);
    const mapper = fitBins({ columns, rowCount: rows, maxBins: 64, sampleRows: rows, seed: 1 });
    const { ensemble } = trainBoosting({
      mapper,
      matrix: binMatrix(mapper, columns, rows),
      objective: squaredError(target),
      rules: { ...RULES, rounds: 30, learningRate: 0.3, maxLeaves: 16 },
      validation: null,
      monotone: Int8Array.of(1, 0),
    });
    for (const other of [0.1, 0.5, 0.9]) {
      let before = Number.NEGATIVE_INFINITY;
      for (let x = 0; x <= 1; x += 0.01) {
        const score = predictRow(ensemble, Float32Array.of(x, other));
        expect(score).toBeGreaterThanOrEqual(before - 1e-12);
        before = score;
      }
    }
  });
});

describe("boosting", () => {
  const rows = 2000;
  const random = new Random(11);
  const columns = Array.from({ length: 6 }, () => Float32Array.from({ length: rows }, () => random.normal()));
  const label = Uint8Array.from({ length: rows }, (_, row) =>
    random.chance(1 / (1 + Math.exp(-2 * columns[0][row] * columns[1][row]))) ? 1 : 0,
  );
  const mapper = fitBins({ columns, rowCount: rows, maxBins: 32, sampleRows: rows, seed: 1 });
  const matrix = binMatrix(mapper, columns, rows);
  const logLoss = (scores: Float64Array) =>
    -scores.reduce((sum, s, row) => sum + Math.log1p(Math.exp(label[row] === 1 ? -s : s)), 0) / rows;
  const rules = { ...RULES, rounds: 40, learningRate: 0.2, rowShare: 0.7, featureShare: 0.5, minChildRows: 10 };

  it("learns an interaction and gives the same bytes for the same seed", () => {
    const train = (seed: number) =>
      trainBoosting({
        mapper,
        matrix,
        objective: logisticObjective(label, null),
        rules: { ...rules, seed },
        validation: null,
      }).ensemble;
    const ensemble = train(1);
    const scores = Float64Array.from({ length: rows }, (_, row) => predictRow(ensemble, rowOf(columns, row)));
    expect(logLoss(scores)).toBeGreaterThan(-0.55);
    expect(encodeTrees(train(1))).toEqual(encodeTrees(ensemble));
    expect(encodeTrees(train(2))).not.toEqual(encodeTrees(ensemble));
  });

  it("keeps the trees up to the best validation round", () => {
    const validation = { matrix, every: 1, metric: (scores: Float64Array) => (scores[0] === 0 ? 0 : logLoss(scores)) };
    let round = 0;
    const peaked = { ...validation, metric: () => (++round <= 7 ? round : -round) };
    const { ensemble, curve } = trainBoosting({
      mapper,
      matrix,
      objective: logisticObjective(label, null),
      rules: { ...rules, patience: 5 },
      validation: peaked,
    });
    expect(ensemble.treeOffset.length - 1).toBe(7);
    expect(curve).toHaveLength(12);
  });

  it("weighs rows: a weight of two is the row twice", () => {
    const grad = [new Float64Array(3), new Float64Array(3)];
    const hess = [new Float64Array(3), new Float64Array(3)];
    const scores = Float64Array.of(0.3, -1, 2);
    logisticObjective(Uint8Array.of(1, 0, 1), null).derivatives(scores, grad[0], hess[0]);
    logisticObjective(Uint8Array.of(1, 0, 1), Float32Array.of(2, 2, 2)).derivatives(scores, grad[1], hess[1]);
    expect([...grad[1]]).toEqual([...grad[0]].map((g) => 2 * g));
    expect([...hess[1]]).toEqual([...hess[0]].map((h) => 2 * h));
  });
});

describe("LambdaMART", () => {
  it("pulls relevant rows up and the others down, with no net force, and leaves lists of one kind alone", () => {
    const label = Uint8Array.of(0, 1, 0, 0, 1, 1);
    const objective = lambdarankObjective({
      label,
      listOffset: Int32Array.of(0, 4, 6),
      truncation: 10,
      listWeight: null,
    });
    const grad = new Float64Array(6);
    const hess = new Float64Array(6);
    objective.derivatives(Float64Array.of(2, 1, 0.5, -1, 0, 1), grad, hess);
    expect(grad[1]).toBeLessThan(0);
    expect(grad[0]).toBeGreaterThan(0);
    expect(Math.abs(grad.slice(0, 4).reduce((a, b) => a + b, 0))).toBeLessThan(1e-12);
    expect(Math.min(...hess.slice(0, 4))).toBeGreaterThan(0);
    expect([...grad.slice(4), ...hess.slice(4)]).toEqual([0, 0, 0, 0]);
  });

  it("has the gradient of its formula for a pair", () => {
    const objective = lambdarankObjective({
      label: Uint8Array.of(0, 1),
      listOffset: Int32Array.of(0, 2),
      truncation: 10,
      listWeight: null,
    });
    const grad = new Float64Array(2);
    objective.derivatives(Float64Array.of(1, 0), grad, new Float64Array(2));
    // |change of nDCG| = 1 - 1/log2(3), over 0.01 + distance, times sigmoid(1); then log2(1 + 2 lambda) / (2 lambda).
    const lambda = ((1 - 1 / Math.log2(3)) / 1.01) * (1 / (1 + Math.exp(-1)));
    expect(grad[1]).toBeCloseTo((-lambda * Math.log2(1 + 2 * lambda)) / (2 * lambda), 3);
  });
});

describe("bins", () => {
  it("keep the order of values and put missing ones apart", () => {
    fc.assert(
      fc.property(
        fc.array(fc.float({ noNaN: true }), { minLength: 1, maxLength: 300 }),
        fc.integer({ min: 3, max: 40 }),
        (values, maxBins) => {
          const column = Float32Array.from(values);
          const [cuts] = fitBins({
            columns: [column],
            rowCount: column.length,
            maxBins,
            sampleRows: 1000,
            seed: 1,
          }).cuts;
          expect(cuts.length).toBeLessThanOrEqual(maxBins - 2);
          expect(binOf(cuts, Number.NaN)).toBe(0);
          const sorted = column.slice().sort();
          for (let i = 1; i < sorted.length; i++)
            expect(binOf(cuts, sorted[i])).toBeGreaterThanOrEqual(binOf(cuts, sorted[i - 1]));
        },
      ),
    );
  });

  it("give each of few values a bin of its own", () => {
    const [cuts] = fitBins({
      columns: [Float32Array.of(3, 1, 2, 1, Number.NaN)],
      rowCount: 5,
      maxBins: 10,
      sampleRows: 10,
      seed: 1,
    }).cuts;
    expect([...cuts]).toEqual([1.5, 2.5]);
  });
});
