import type { SparseMatrix, SparseVector } from "@/lib/numeric/sparse";
import { topK } from "@/lib/numeric/top-k";

export interface NeighbourInput {
  readonly own: SparseVector;
  /** Left out of the neighbours; -1 = unknown, nobody is left out. */
  readonly user: number;
  /** Users x items, and its transpose. */
  readonly vectors: SparseMatrix;
  readonly byItem: SparseMatrix;
  /** Scratch, one entry a user. */
  readonly dots: Float64Array;
  readonly count: number;
  /** Higher = nearer, from the dot product of the vectors; users who share nothing are never neighbours. */
  readonly closeness: (other: number, dot: number) => number;
  /** Weight of a neighbour's vector in `out`, given its closeness and how many neighbours there are. */
  readonly weightOf: (closeness: number, found: number) => number;
  /** Added to, one entry an item. */
  readonly out: Float64Array;
}

/** Adds the weighted vectors of the nearest users to `out`. */
export function blendNeighbours(input: NeighbourInput): void {
  const { own, user, vectors, byItem, dots, closeness, out } = input;
  dots.fill(0);
  for (let at = 0; at < own.index.length; at++) addTo(dots, byItem, { row: own.index[at], weight: own.value[at] });
  let found = 0;
  for (let other = 0; other < dots.length; other++) {
    const isNear = dots[other] > 0 && other !== user;
    dots[other] = isNear ? closeness(other, dots[other]) : Number.NaN;
    if (isNear) found++;
  }
  const add = (other: number, count: number) =>
    addTo(out, vectors, { row: other, weight: input.weightOf(dots[other], count) });
  if (found <= input.count) {
    // All of them: nothing to choose.
    for (let other = 0; other < dots.length; other++) if (!Number.isNaN(dots[other])) add(other, found);
    return;
  }
  const nearest = topK(dots, input.count);
  for (const other of nearest) add(other, nearest.length);
}

/** sums += weight * row */
function addTo(
  sums: Float64Array,
  { offset, index, value }: SparseMatrix,
  { row, weight }: { row: number; weight: number },
): void {
  const end = offset[row + 1];
  for (let entry = offset[row]; entry < end; entry++) sums[index[entry]] += weight * value[entry];
}
