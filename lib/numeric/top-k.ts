/**
 * Positions of the `k` largest scores, best first, equal scores in ascending position. A position whose score is
 * NaN is left out. A bounded heap: O(n log k), no sort of the whole.
 */
export function topK(scores: ArrayLike<number>, k: number): Int32Array {
  const size = Math.max(0, Math.min(Math.trunc(k), scores.length));
  const heap = new Int32Array(size);
  let held = 0;
  /** Whether position a ranks after position b. */
  const worse = (a: number, b: number) => scores[a] < scores[b] || (scores[a] === scores[b] && a > b);
  const sink = (start: number, end: number) => {
    let parent = start;
    const value = heap[parent];
    for (;;) {
      let child = 2 * parent + 1;
      if (child >= end) break;
      if (child + 1 < end && worse(heap[child + 1], heap[child])) child++;
      if (!worse(heap[child], value)) break;
      heap[parent] = heap[child];
      parent = child;
    }
    heap[parent] = value;
  };
  for (let position = 0; position < scores.length && size > 0; position++) {
    if (Number.isNaN(scores[position])) continue;
    if (held < size) {
      heap[held++] = position;
      if (held === size) for (let i = (size >> 1) - 1; i >= 0; i--) sink(i, size);
    } else if (worse(heap[0], position)) {
      heap[0] = position;
      sink(0, size);
    }
  }
  const best = heap.subarray(0, held);
  return best.sort((a, b) => scores[b] - scores[a] || a - b);
}
