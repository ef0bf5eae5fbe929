import type { Population } from "./population";
import type { UserState } from "./user-state";

/** Kinds of features: what an ablation takes away at once, and what explanations are grouped by. */
export const FEATURE_KINDS = [
  "own-counts",
  "own-windows",
  "due-ness",
  "user-rhythm",
  "popularity",
  "popularity-trend",
  "product",
  "seasonality",
  "price-quantity",
  "group-text",
  "collaborative",
] as const;
export type FeatureKind = (typeof FEATURE_KINDS)[number];

export interface FillInput {
  readonly population: Population;
  readonly state: UserState;
  /** Candidate items, one row each. */
  readonly items: Int32Array;
  /** Rows of `stride` features; this block writes `names.length` of them from `column` on. */
  readonly out: Float32Array;
  readonly stride: number;
  readonly column: number;
}

/** Some features of one kind. NaN = unknown. */
export interface FeatureBlock {
  readonly kind: FeatureKind;
  readonly names: readonly string[];
  fill(input: FillInput): void;
}

/** A block whose features are computed item by item: `row(item, slot, write)`, slot = -1 when never bought. */
export function itemBlock(
  kind: FeatureKind,
  names: readonly string[],
  prepare: (
    population: Population,
    state: UserState,
  ) => (item: number, slot: number, row: Float32Array, at: number) => void,
): FeatureBlock {
  return {
    kind,
    names,
    fill({ population, state, items, out, stride, column }) {
      const write = prepare(population, state);
      for (let i = 0; i < items.length; i++) write(items[i], state.slotOf[items[i]] - 1, out, i * stride + column);
    },
  };
}
