import type { RankedList } from "./rank-users";

/**
 * The k best items, ties to the smaller index; -Infinity and NaN are never listed. A binary heap with the worst
 * kept item on top: most items of a catalogue are turned away by one comparison.
 */
export function topItems(scores: Float64Array, k: number): RankedList {
  const heap: number[] = [];
  const worse = (a: number, b: number) => scores[a] < scores[b] || (scores[a] === scores[b] && a > b);
  for (let item = 0; item < scores.length; item++) {
    if (!(scores[item] > Number.NEGATIVE_INFINITY)) continue;
    if (heap.length < k) {
      heap.push(item);
      siftUp(heap, worse);
    } else if (k > 0 && worse(heap[0], item)) {
      heap[0] = item;
      siftDown(heap, worse);
    }
  }
  const items = Int32Array.from(heap.sort((a, b) => scores[b] - scores[a] || a - b));
  return { items, scores: Float64Array.from(items, (item) => scores[item]) };
}

type Worse = (a: number, b: number) => boolean;

function siftUp(heap: number[], worse: Worse): void {
  let child = heap.length - 1;
  while (child > 0) {
    const parent = (child - 1) >> 1;
    if (!worse(heap[child], heap[parent])) return;
    [heap[child], heap[parent]] = [heap[parent], heap[child]];
    child = parent;
  }
}

function siftDown(heap: number[], worse: Worse): void {
  let parent = 0;
  for (;;) {
    const left = 2 * parent + 1;
    let worst = parent;
    if (left < heap.length && worse(heap[left], heap[worst])) worst = left;
    if (left + 1 < heap.length && worse(heap[left + 1], heap[worst])) worst = left + 1;
    if (worst === parent) return;
    [heap[worst], heap[parent]] = [heap[parent], heap[worst]];
    parent = worst;
  }
}
