import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Random } from "@/lib/numeric/random";
import { addCompiled, compileTrees, walkScratch } from "./compiled-trees";
import { addPathShap, compileShapPaths } from "./path-shap";
import { decodeTrees, encodeTrees } from "./tree-codec";
import { predictRow, predictRows, type TreeEnsemble, treeCount } from "./tree-ensemble";
import { addTreeShap, expectedScore } from "./tree-shap";

const FEATURES = 5;

/** A random forest of up to 4 trees in which a feature may come again on a path. */
function randomEnsemble(seed: number): TreeEnsemble {
  const random = new Random(seed);
  const nodes: {
    feature: number;
    threshold: number;
    missingLeft: number;
    left: number;
    right: number;
    value: number;
    cover: number;
  }[] = [];
  const grow = (depth: number, cover: number): number => {
    const at = nodes.length;
    nodes.push({ feature: -1, threshold: 0, missingLeft: 0, left: 0, right: 0, value: random.normal(), cover });
    if (depth === 0 || cover < 2 || random.chance(0.15)) return at;
    const leftCover = 1 + random.int(cover - 1);
    const left = grow(depth - 1, leftCover);
    const right = grow(depth - 1, cover - leftCover);
    const value = (nodes[left].value * leftCover + nodes[right].value * (cover - leftCover)) / cover;
    nodes[at] = {
      feature: random.int(FEATURES),
      threshold: Math.fround(random.uniform()),
      missingLeft: random.int(2),
      left,
      right,
      value,
      cover,
    };
    return at;
  };
  const treeOffset = [0];
  for (let tree = 0; tree < 1 + random.int(4); tree++) {
    grow(1 + random.int(6), 200);
    treeOffset.push(nodes.length);
  }
  return {
    featureCount: FEATURES,
    base: random.normal(),
    treeOffset: Int32Array.from(treeOffset),
    feature: Int16Array.from(nodes, (n) => n.feature),
    threshold: Float64Array.from(nodes, (n) => n.threshold),
    missingLeft: Uint8Array.from(nodes, (n) => n.missingLeft),
    left: Int32Array.from(nodes, (n) => n.left),
    right: Int32Array.from(nodes, (n) => n.right),
    value: Float64Array.from(nodes, (n) => n.value),
    cover: Float64Array.from(nodes, (n) => n.cover),
  };
}

/** Expected value of one tree when only the features of the set are known. */
function expectation(ensemble: TreeEnsemble, row: Float32Array, known: number, node: number): number {
  const f = ensemble.feature[node];
  if (f < 0) return ensemble.value[node];
  const [l, r] = [ensemble.left[node], ensemble.right[node]];
  if ((known >> f) & 1) {
    const goesLeft = Number.isNaN(row[f]) ? ensemble.missingLeft[node] === 1 : row[f] <= ensemble.threshold[node];
    return expectation(ensemble, row, known, goesLeft ? l : r);
  }
  const [coverL, coverR] = [ensemble.cover[l], ensemble.cover[r]];
  return (
    (coverL * expectation(ensemble, row, known, l) + coverR * expectation(ensemble, row, known, r)) / (coverL + coverR)
  );
}

/** Shapley values by their definition: every subset of the features. */
function bruteForce(ensemble: TreeEnsemble, row: Float32Array): number[] {
  const factorial = [1, 1, 2, 6, 24, 120];
  const worthOf = (known: number) => {
    let sum = 0;
    for (let tree = 0; tree + 1 < ensemble.treeOffset.length; tree++)
      sum += expectation(ensemble, row, known, ensemble.treeOffset[tree]);
    return sum;
  };
  return Array.from({ length: FEATURES }, (_, f) => {
    let phi = 0;
    for (let known = 0; known < 1 << FEATURES; known++) {
      if ((known >> f) & 1) continue;
      const size = known.toString(2).replaceAll("0", "").length;
      phi +=
        ((factorial[size] * factorial[FEATURES - size - 1]) / factorial[FEATURES]) *
        (worthOf(known | (1 << f)) - worthOf(known));
    }
    return phi;
  });
}

function randomRow(seed: number): Float32Array {
  const random = new Random(seed).fork("row");
  return Float32Array.from({ length: FEATURES }, () => (random.chance(0.15) ? Number.NaN : random.uniform()));
}

const seeds = fc.integer({ min: 0, max: 1_000_000 });

describe("TreeSHAP", () => {
  it("equals the Shapley values by their definition", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const ensemble = randomEnsemble(seed);
        const row = randomRow(seed);
        const out = new Float64Array(FEATURES);
        addTreeShap(ensemble, row, out);
        const exact = bruteForce(ensemble, row);
        for (let f = 0; f < FEATURES; f++) expect(out[f]).toBeCloseTo(exact[f], 10);
      }),
      { numRuns: 150 },
    );
  });

  it("sums with the expectation to the score", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const ensemble = randomEnsemble(seed);
        const row = randomRow(seed);
        const out = new Float64Array(FEATURES);
        const expected = addTreeShap(ensemble, row, out);
        expect(expected).toBe(expectedScore(ensemble));
        expect(Math.abs(expected + out.reduce((a, b) => a + b, 0) - predictRow(ensemble, row))).toBeLessThan(1e-9);
      }),
    );
  });
});

describe("TreeSHAP by kept answers", () => {
  it("equals TreeSHAP row by row, for rows that come again and for paths too long to keep", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const ensemble = randomEnsemble(seed);
        const paths = compileShapPaths(ensemble);
        expect(paths.expected).toBe(expectedScore(ensemble));
        for (const row of [
          randomRow(seed),
          randomRow(seed + 1),
          randomRow(seed),
          new Float32Array(FEATURES).fill(Number.NEGATIVE_INFINITY),
        ]) {
          const plain = new Float64Array(FEATURES);
          addTreeShap(ensemble, row, plain);
          const kept = new Float64Array(FEATURES);
          addPathShap(paths, row, Int32Array.of(0), kept);
          const direct = new Float64Array(FEATURES);
          addPathShap({ ...paths, answers: paths.answers.map(() => -1) }, row, Int32Array.of(0), direct);
          for (let f = 0; f < FEATURES; f++) {
            expect(kept[f]).toBeCloseTo(plain[f], 10);
            expect(direct[f]).toBeCloseTo(plain[f], 10);
          }
        }
      }),
    );
  });
});

describe("stored trees", () => {
  it("read back as the same ensemble with the same scores, one row or many", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const ensemble = randomEnsemble(seed);
        const copy = decodeTrees(encodeTrees(ensemble));
        expect(copy).toEqual(ensemble);
        const rows = new Float32Array([...randomRow(seed), ...randomRow(seed + 1)]);
        const out = new Float64Array(2);
        predictRows(copy, rows, 2, out);
        expect([...out]).toEqual([predictRow(ensemble, rows, 0), predictRow(ensemble, rows, FEATURES)]);
      }),
      { numRuns: 50 },
    );
  });

  it("score the same to the bit when compiled, missing values included", () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 1, max: 9 }), (seed, rowCount) => {
        const ensemble = randomEnsemble(seed);
        const rows = Float32Array.from({ length: rowCount }, (_, i) => i).reduce<number[]>(
          (all, i) => all.concat([...randomRow(seed + i)]),
          [],
        );
        const plain = new Float64Array(rowCount);
        const compiled = new Float64Array(rowCount).fill(ensemble.base);
        predictRows(ensemble, Float32Array.from(rows), rowCount, plain);
        const [trees, scratch, count] = [compileTrees(ensemble), walkScratch(), treeCount(ensemble)];
        // In two parts, as candidates are screened by the first trees.
        for (const [fromTree, toTree] of [
          [0, count >> 1],
          [count >> 1, count],
        ])
          addCompiled(trees, { rows: Float32Array.from(rows), rowCount, fromTree, toTree, out: compiled }, scratch);
        expect([...compiled]).toEqual([...plain]);
      }),
    );
  });

  it("send every value the same way when compiled, at the cut and at the ends of the range too", () => {
    const cuts = [0, -0, 0.1, -0.1, 1e-45, 1e-50, -1e-50, 3e38, 3.5e38, 1e300, -1e300, Infinity, -Infinity];
    const values = [Number.NaN, 0.1, -0.1, ...[...cuts].flatMap((cut) => [cut, Math.fround(cut) * 1.0000001])];
    const rows = Float32Array.from(values);
    for (const threshold of cuts)
      for (const missingLeft of [0, 1]) {
        const stump: TreeEnsemble = {
          featureCount: 1,
          base: 0,
          treeOffset: Int32Array.of(0, 3),
          feature: Int16Array.of(0, -1, -1),
          threshold: Float64Array.of(threshold, 0, 0),
          missingLeft: Uint8Array.of(missingLeft, 0, 0),
          left: Int32Array.of(1, 0, 0),
          right: Int32Array.of(2, 0, 0),
          value: Float64Array.of(0, -1, 1),
          cover: Float64Array.of(2, 1, 1),
        };
        const out = new Float64Array(rows.length);
        addCompiled(compileTrees(stump), { rows, rowCount: rows.length, fromTree: 0, toTree: 1, out }, walkScratch());
        expect([...out]).toEqual(Array.from(rows, (_, row) => predictRow(stump, rows, row)));
      }
  });

  it("refuses bytes that were cut short or that lead a walk out of its tree", () => {
    const bytes = encodeTrees(randomEnsemble(3));
    expect(() => decodeTrees(bytes.subarray(0, bytes.length - 1))).toThrow("cannot be read");
    expect(() => decodeTrees(new Uint8Array(64))).toThrow("cannot be read");
    const ensemble = randomEnsemble(3);
    const looped = { ...ensemble, left: ensemble.left.map(() => 0) };
    expect(() => decodeTrees(encodeTrees(looped))).toThrow("leads nowhere");
  });
});
