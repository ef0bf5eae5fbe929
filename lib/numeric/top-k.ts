import { descendingOrder } from "./descending-order";

/** From this many times k scores on, a sample pays. */
const SAMPLED_FROM = 8;
/** One score in so many is sampled. */
const SAMPLE_STEP = 8;

/**
 * Positions of the `k` largest scores, best first, equal scores in ascending position. A position whose score is
 * NaN is left out. Where k is a small part, a sample first tells a score that few more than k reach, and only these are
 * sorted (Floyd, Rivest, "Expected Time Bounds for Selection", Communications of the ACM 18, 1975).
 */
export function topK(scores: ArrayLike<number>, k: number): Int32Array {
  const size = Math.max(0, Math.min(Math.trunc(k), scores.length));
  if (size === 0 || scores.length < SAMPLED_FROM * size) return heapTopK(scores, size);
  const bound = likelyBound(scores, size);
  const position = new Int32Array(scores.length);
  let reached = 0;
  for (let at = 0; at < scores.length; at++) if (scores[at] >= bound) position[reached++] = at;
  // The sample misled, or very many are equal.
  if (reached < size || reached > 4 * size) return heapTopK(scores, size);
  const best = new Float64Array(reached);
  for (let i = 0; i < reached; i++) best[i] = scores[position[i]];
  return descendingOrder(best)
    .subarray(0, size)
    .map((i) => position[i]);
}

/** A score that about a third more than `size` reach, when the whole is as the sample. */
function likelyBound(scores: ArrayLike<number>, size: number): number {
  const sample = new Float64Array(Math.ceil(scores.length / SAMPLE_STEP));
  for (let i = 0; i < sample.length; i++) sample[i] = scores[i * SAMPLE_STEP];
  const rank = Math.ceil((4 * size) / (3 * SAMPLE_STEP)) + 4;
  const best = heapTopK(sample, rank);
  return best.length < rank ? Number.NEGATIVE_INFINITY : sample[best[rank - 1]];
}

/** By a bounded heap: O(n log size), no sort of the whole. */
function heapTopK(scores: ArrayLike<number>, size: number): Int32Array {
  const heap = { position: new Int32Array(size), score: new Float64Array(size) };
  let held = 0;
  let at = 0;
  for (; at < scores.length && held < size; at++) {
    const score = scores[at];
    if (Number.isNaN(score)) continue;
    heap.position[held] = at;
    heap.score[held++] = score;
  }
  for (let parent = (held >> 1) - 1; parent >= 0; parent--) sink(heap, parent, held);
  if (held === size && size > 0) {
    for (; at < scores.length; at++) {
      // A later position loses to an equal score, and a NaN to everything.
      if (!(scores[at] > heap.score[0])) continue;
      heap.position[0] = at;
      heap.score[0] = scores[at];
      sink(heap, 0, size);
    }
  }
  // The worst goes to the end, one after the other: what is left is sorted, best first.
  for (let end = held - 1; end > 0; end--) {
    swap(heap, 0, end);
    sink(heap, 0, end);
  }
  return heap.position.subarray(0, held);
}
/** Worst first: the root is what the next better position drives out. */
interface Heap {
  readonly position: Int32Array;
  readonly score: Float64Array;
}

/** Moves the entry at `parent` down to its place among the first `end`. */
function sink({ position, score }: Heap, parent: number, end: number): void {
  const ownScore = score[parent];
  const ownPosition = position[parent];
  for (;;) {
    let child = 2 * parent + 1;
    if (child >= end) break;
    const next = child + 1;
    if (
      next < end &&
      (score[next] < score[child] || (score[next] === score[child] && position[next] > position[child]))
    )
      child = next;
    const isWorse = score[child] < ownScore || (score[child] === ownScore && position[child] > ownPosition);
    if (!isWorse) break;
    score[parent] = score[child];
    position[parent] = position[child];
    parent = child;
  }
  score[parent] = ownScore;
  position[parent] = ownPosition;
}

function swap({ position, score }: Heap, a: number, b: number): void {
  const keptPosition = position[a];
  const keptScore = score[a];
  position[a] = position[b];
  score[a] = score[b];
  position[b] = keptPosition;
  score[b] = keptScore;
}
