import { Random } from "@/lib/numeric/random";
import { rowOf, type SparseMatrix } from "@/lib/numeric/sparse";
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
    const itemVectors = new Float64Array(itemCount * params.factors);
    const itemBias = new Float64Array(itemCount);
    for (let item = 0; item < itemCount; item++) {
      itemBias[item] = represent(items, item);
      itemVectors.set(items.vector, item * params.factors);
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

/** Embeddings of one side's features with their Adagrad sums; `vector` is the entity last represented. */
interface Side {
  readonly features: SparseMatrix;
  readonly factors: number;
  readonly embedding: Float64Array;
  readonly embeddingSquares: Float64Array;
  readonly bias: Float64Array;
  readonly biasSquares: Float64Array;
  readonly vector: Float64Array;
}

function createSide(features: SparseMatrix, factors: number, random: Random): Side {
  const size = features.columns * factors;
  return {
    features,
    factors,
    embedding: Float64Array.from({ length: size }, () => (random.uniform() - 0.5) / factors),
    embeddingSquares: new Float64Array(size).fill(1),
    bias: new Float64Array(features.columns),
    biasSquares: new Float64Array(features.columns).fill(1),
    vector: new Float64Array(factors),
  };
}

/** Puts the sum of an entity's feature embeddings into `side.vector`; answers its bias. */
function represent(side: Side, entity: number): number {
  side.vector.fill(0);
  addFeatures({
    features: side.features,
    row: entity,
    embedding: side.embedding,
    factors: side.factors,
    into: side.vector,
  });
  const { offset, index, value } = side.features;
  let bias = 0;
  for (let at = offset[entity]; at < offset[entity + 1]; at++) bias += value[at] * side.bias[index[at]];
  return bias;
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
  const positive = new Float64Array(items.factors);
  const toUser = new Float64Array(items.factors);
  const owner = new Int32Array(itemCount).fill(-1);
  let stepsLeft = MAX_STEPS;
  for (let epoch = 0; epoch < epochs && stepsLeft > 0; epoch++) {
    shuffle(pairs, random);
    for (const at of pairs) {
      if (stepsLeft-- <= 0) break;
      const user = userOf[at];
      const item = bought.index[at];
      const own = rowOf(bought, user).index;
      if (own.length >= itemCount) continue;
      represent(users, user);
      const positiveScore = represent(items, item) + dot(users.vector, items.vector);
      positive.set(items.vector);
      for (const one of own) owner[one] = at;
      for (let sampled = 1; sampled <= maxSampled; sampled++) {
        const other = random.int(itemCount);
        if (owner[other] === at) continue;
        const score = represent(items, other) + dot(users.vector, items.vector);
        if (score <= positiveScore - 1) continue;
        const rank = Math.floor((itemCount - 1) / sampled);
        const loss = bought.value[at] * Math.log(Math.max(1, rank));
        const rate = { loss, learningRate };
        // Gradients of the score difference; the user's is taken before the items move.
        for (let factor = 0; factor < toUser.length; factor++) toUser[factor] = items.vector[factor] - positive[factor];
        step(items, item, { ...rate, gradient: users.vector, sign: -1 });
        step(items, other, { ...rate, gradient: users.vector, sign: 1 });
        step(users, user, { ...rate, gradient: toUser, sign: 1, withBias: false });
        break;
      }
    }
  }
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
  const { embedding, embeddingSquares, factors } = side;
  const { offset, index, value } = side.features;
  for (let at = offset[entity]; at < offset[entity + 1]; at++) {
    const weight = value[at] * loss * sign;
    const from = index[at] * factors;
    for (let factor = 0; factor < factors; factor++) {
      const slope = weight * gradient[factor];
      embedding[from + factor] -= (learningRate * slope) / Math.sqrt(embeddingSquares[from + factor]);
      embeddingSquares[from + factor] += slope * slope;
    }
    if (!withBias) continue;
    side.bias[index[at]] -= (learningRate * weight) / Math.sqrt(side.biasSquares[index[at]]);
    side.biasSquares[index[at]] += weight * weight;
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += a[at] * b[at];
  return sum;
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
