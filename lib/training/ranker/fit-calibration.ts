import type { Calibration } from "@/lib/scoring/rankers/calibration";

export interface CalibrationSample {
  readonly score: Float64Array;
  /** 1 = came true. */
  readonly label: Uint8Array;
  /** Rows of the whole that each one stands for. */
  readonly weight: Float64Array;
}

/** Knots kept; neighbouring blocks are joined until no more are left. */
const MAX_KNOTS = 200;
/** Rows below which a map of two parameters is steadier than a free one. */
const ISOTONIC_MIN_ROWS = 2000;

/** Isotonic where there is enough data, Platt's otherwise; null when one of both outcomes is absent. */
export function fitCalibration(sample: CalibrationSample): Calibration | null {
  const positive = sample.label.reduce((total, label) => total + label, 0);
  if (positive === 0 || positive === sample.label.length) return null;
  return sample.label.length >= ISOTONIC_MIN_ROWS ? fitIsotonic(sample) : fitPlatt(sample);
}

/**
 * Isotonic regression by pooling adjacent violators (Ayer et al. 1955; Zadrozny & Elkan, KDD 2002). The knots stand at
 * the mean score of each block, joined by straight lines, so that the map stays strictly usable between them.
 */
export function fitIsotonic({ score, label, weight }: CalibrationSample): Calibration {
  const order = Int32Array.from(score.keys()).sort((a, b) => score[a] - score[b] || a - b);
  // Equal scores first become one block: they must get one probability. Then blocks of at least so many rows.
  const least = Math.max(1, Math.floor(score.length / MAX_KNOTS));
  const blocks: { scores: number; hits: number; weight: number }[] = [];
  for (let i = 0; i < order.length; ) {
    const block = { scores: 0, hits: 0, weight: 0 };
    for (const end = i + least; i < order.length && (i < end || score[order[i]] === score[order[i - 1]]); i++) {
      const row = order[i];
      block.scores += weight[row] * score[row];
      block.hits += weight[row] * label[row];
      block.weight += weight[row];
    }
    blocks.push(block);
    while (blocks.length > 1) {
      const last = blocks[blocks.length - 1];
      const before = blocks[blocks.length - 2];
      if (before.hits / before.weight < last.hits / last.weight) break;
      blocks.pop();
      before.scores += last.scores;
      before.hits += last.hits;
      before.weight += last.weight;
    }
  }
  return {
    score: Float64Array.from(blocks, (b) => b.scores / b.weight),
    probability: Float64Array.from(blocks, (b) => b.hits / b.weight),
  };
}

const PLATT_KNOTS = 41;

/**
 * p = 1 / (1 + exp(a s + b)) with Platt's smoothed targets ("Probabilistic outputs for support vector machines", 1999), by
 * Newton's method with backtracking (Lin, Lin, Weng 2007); kept as knots, so that one kind of map is stored.
 */
export function fitPlatt({ score, label, weight }: CalibrationSample): Calibration {
  const rows = score.length;
  const positive = label.reduce((total, value, row) => total + value * weight[row], 0);
  const negative = weight.reduce((total, value) => total + value, 0) - positive;
  const high = (positive + 1) / (positive + 2);
  const low = 1 / (negative + 2);
  const prior = Math.log((negative + 1) / (positive + 1));
  const loss = (a: number, b: number) => {
    let sum = 0;
    for (let i = 0; i < rows; i++) {
      const z = a * score[i] + b;
      const target = label[i] === 1 ? high : low;
      sum += weight[i] * (z >= 0 ? target * z + Math.log1p(Math.exp(-z)) : (target - 1) * z + Math.log1p(Math.exp(z)));
    }
    return sum;
  };
  let a = 0;
  let b = prior;
  let value = loss(a, b);
  for (let iteration = 0; iteration < 100; iteration++) {
    let [haa, hbb, hab, ga, gb] = [1e-12, 1e-12, 0, 0, 0];
    for (let i = 0; i < rows; i++) {
      const p = 1 / (1 + Math.exp(a * score[i] + b));
      const curvature = weight[i] * p * (1 - p);
      haa += score[i] * score[i] * curvature;
      hbb += curvature;
      hab += score[i] * curvature;
      const error = weight[i] * ((label[i] === 1 ? high : low) - p);
      ga += score[i] * error;
      gb += error;
    }
    if (Math.abs(ga) < 1e-5 && Math.abs(gb) < 1e-5) break;
    const determinant = haa * hbb - hab * hab;
    const stepA = -(hbb * ga - hab * gb) / determinant;
    const stepB = -(haa * gb - hab * ga) / determinant;
    const slope = ga * stepA + gb * stepB;
    let size = 1;
    while (size > 1e-10 && !(loss(a + size * stepA, b + size * stepB) < value + 1e-4 * size * slope)) size /= 2;
    if (size <= 1e-10) break;
    a += size * stepA;
    b += size * stepB;
    value = loss(a, b);
  }
  // A falling map would contradict the ranking; then the share of hits is all that is known.
  const slope = Math.min(a, 0);
  const level = a <= 0 ? b : prior;
  const sorted = score.slice().sort();
  const [from, to] = [sorted[0], sorted[rows - 1]];
  const knots = from < to ? PLATT_KNOTS : 1;
  const at = Float64Array.from({ length: knots }, (_, i) =>
    knots === 1 ? from : from + ((to - from) * i) / (knots - 1),
  );
  return { score: at, probability: at.map((s) => 1 / (1 + Math.exp(slope * s + level))) };
}
