import { Random } from "@/lib/numeric/random";
import { rowDot } from "@/lib/numeric/row-products";
import type { SparseMatrix } from "@/lib/numeric/sparse";
import { addFeatures, createMfWarpScorer } from "@/lib/scoring/scorers/mf-warp";
import { decayedVector, userMatrix } from "@/lib/scoring/user-vectors";
import { itemFeatures, userFeatures } from "./entity-features";
import { defineModel } from "./model";

/** Steps of gradient descent in all, so that large data take bounded time (a step is one bought item). */
const MAX_STEPS = 12_000_000;

export const mfWarpModel = defineModel({
  name: "mf-warp",
  source: "Weston, Bengio, Usunier: WSABIE, IJCAI 2011 (WARP loss); Kula: LightFM, 2015 (features, Adagrad)",
  /** LightFM's defaults but for 64 factors; its sample weights are the decayed purchases. */
  params: { factors: 64, epochs: 30, learningRate: 0.05, maxSampled: 10, halfLifeDays: 180 },
  grid: [0.2, 0.5].map((learningRate) => ({ learningRate })),
  tuneWith: { factors: 32, epochs: 10 },
  fit({ snapshot, cutoffSec, seed, params }) {
    const bought = userMatrix(snapshot.lines, cutoffSec, decayedVector(params.halfLifeDays));
    const users = createSide(userFeatures(snapshot), params.factors, new Random(seed).fork("users"));
    const items = createSide(itemFeatures(snapshot), params.factors, new Random(seed).fork("items"));
    train({ bought, users, items, random: new Random(seed).fork("warp"), ...params });
    const { itemCount } = snapshot.lines;
    const itemVectors = new Float32Array(itemCount * params.factors);
    const itemBias = new Float64Array(itemCount);
    const vector = new Float64Array(params.factors);
    for (let item = 0; item < itemCount; item++) {
      itemBias[item] = biasOf(items, item);
      represent(items, item, vector);
      itemVectors.set(vector, item * params.factors);
    }
    return createMfWarpScorer({
      factors: params.factors,
      userEmbedding: users.embedding,
      userFeatures: users.features,
      itemVectors,
      itemBias,
    });
  },
});

/**
 * Embeddings of one side's features with their Adagrad sums. Single precision halves what each step reads; an embedding
 * shares one sum, the mean square of its gradients (row-wise Adagrad, Naumov et al.: DLRM, 2019), so that a step takes one
 * root and not one a factor.
 */
interface Side {
  readonly features: SparseMatrix;
  readonly factors: number;
  readonly embedding: Float32Array;
  readonly squares: Float64Array;
  readonly bias: Float64Array;
  readonly biasSquares: Float64Array;
}

function createSide(features: SparseMatrix, factors: number, random: Random): Side {
  const size = features.columns * factors;
  return {
    features,
    factors,
    embedding: Float32Array.from({ length: size }, () => (random.uniform() - 0.5) / factors),
    squares: new Float64Array(features.columns).fill(1),
    bias: new Float64Array(features.columns),
    biasSquares: new Float64Array(features.columns).fill(1),
  };
}

/** Puts the sum of an entity's feature embeddings into `vector`. */
function represent({ features, factors, embedding }: Side, entity: number, vector: Float64Array): void {
  vector.fill(0);
  addFeatures({ features, row: entity, embedding, factors, into: vector });
}

function biasOf({ features, bias }: Side, entity: number): number {
  let sum = 0;
  for (let at = features.offset[entity]; at < features.offset[entity + 1]; at++)
    sum += features.value[at] * bias[features.index[at]];
  return sum;
}

/** Bias of an entity + its vector times `user`, without making the vector: most items drawn are only compared. */
function scoreOf({ features, factors, embedding, bias }: Side, entity: number, user: Float64Array): number {
  let score = 0;
  for (let at = features.offset[entity]; at < features.offset[entity + 1]; at++) {
    const feature = features.index[at];
    score += features.value[at] * (bias[feature] + rowDot(embedding, feature * factors, user));
  }
  return score;
}

interface TrainInput {
  readonly bought: SparseMatrix;
  readonly users: Side;
  readonly items: Side;
  readonly random: Random;
  readonly epochs: number;
  readonly learningRate: number;
  readonly maxSampled: number;
}

/**
 * WARP: for a bought item, items not bought are drawn until one scores within the margin of 1; the number of draws
 * estimates the bought item's rank, whose logarithm weighs the step.
 */
function train({ bought, users, items, random, epochs, learningRate, maxSampled }: TrainInput): void {
  const itemCount = bought.columns;
  const pairs = new Int32Array(bought.index.length);
  const userOf = new Int32Array(bought.index.length);
  for (let user = 0; user < bought.rows; user++) userOf.fill(user, bought.offset[user], bought.offset[user + 1]);
  for (let at = 0; at < pairs.length; at++) pairs[at] = at;
  const userVector = new Float64Array(items.factors);
  const positive = new Float64Array(items.factors);
  const negative = new Float64Array(items.factors);
  const toUser = new Float64Array(items.factors);
  let stepsLeft = MAX_STEPS;
  for (let epoch = 0; epoch < epochs && stepsLeft > 0; epoch++) {
    shuffle(pairs, random);
    for (const at of pairs) {
      if (stepsLeft-- <= 0) break;
      const user = userOf[at];
      const item = bought.index[at];
      const [from, to] = [bought.offset[user], bought.offset[user + 1]];
      if (to - from >= itemCount) continue;
      represent(users, user, userVector);
      const positiveScore = scoreOf(items, item, userVector);
      for (let sampled = 1; sampled <= maxSampled; sampled++) {
        const other = random.int(itemCount);
        if (isWithin(bought.index, other, from, to)) continue;
        if (scoreOf(items, other, userVector) <= positiveScore - 1) continue;
        const rank = Math.floor((itemCount - 1) / sampled);
        const loss = bought.value[at] * Math.log(Math.max(1, rank));
        const rate = { loss, learningRate };
        represent(items, item, positive);
        represent(items, other, negative);
        // Gradients of the score difference; the user's is taken before the items move.
        for (let factor = 0; factor < toUser.length; factor++) toUser[factor] = negative[factor] - positive[factor];
        step(items, item, { ...rate, gradient: userVector, sign: -1 });
        step(items, other, { ...rate, gradient: userVector, sign: 1 });
        step(users, user, { ...rate, gradient: toUser, sign: 1, withBias: false });
        break;
      }
    }
  }
}

/** Whether an ascending list holds a number in [from, to). */
function isWithin(list: Int32Array, wanted: number, from: number, to: number): boolean {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (list[middle] < wanted) low = middle + 1;
    else high = middle;
  }
  return low < to && list[low] === wanted;
}

interface Step {
  readonly loss: number;
  readonly learningRate: number;
  readonly gradient: Float64Array;
  readonly sign: 1 | -1;
  readonly withBias?: boolean;
}

/** One Adagrad step of every feature of an entity (Duchi et al. 2011). */
function step(side: Side, entity: number, { loss, learningRate, gradient, sign, withBias = true }: Step): void {
  const { embedding, squares, factors } = side;
  const { offset, index, value } = side.features;
  let square = 0;
  for (let factor = 0; factor < factors; factor++) square += gradient[factor] * gradient[factor];
  for (let at = offset[entity]; at < offset[entity + 1]; at++) {
    const weight = value[at] * loss * sign;
    const feature = index[at];
    const from = feature * factors;
    const rate = (learningRate * weight) / Math.sqrt(squares[feature]);
    for (let factor = 0; factor < factors; factor++) embedding[from + factor] -= rate * gradient[factor];
    squares[feature] += weight * weight * (square / factors);
    if (!withBias) continue;
    side.bias[feature] -= (learningRate * weight) / Math.sqrt(side.biasSquares[feature]);
    side.biasSquares[feature] += weight * weight;
  }
}

/** Fisher-Yates on a typed array. */
function shuffle(list: Int32Array, random: Random): void {
  for (let at = list.length - 1; at > 0; at--) {
    const other = random.int(at + 1);
    const kept = list[at];
    list[at] = list[other];
    list[other] = kept;
  }
}
