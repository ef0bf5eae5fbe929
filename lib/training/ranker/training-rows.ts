import { type CandidateRules, generateCandidates } from "@/lib/scoring/candidates/generate-candidates";
import { type FeatureSet, fillFeatures } from "@/lib/scoring/features/feature-set";
import type { Population } from "@/lib/scoring/features/population";
import { stateScratch, userStateOf } from "@/lib/scoring/features/user-state";
import type { TrainingAsk } from "./training-asks";

/** Candidates of several asks with their features, one list after the other. */
export interface TrainingRows {
  readonly rowCount: number;
  readonly featureCount: number;
  /** Rows of `featureCount` values each. */
  readonly values: Float32Array;
  /** 1 = bought in the holdout. */
  readonly label: Uint8Array;
  /** 1 = bought before it. */
  readonly isRepeat: Uint8Array;
  /** Rows of list q: [listOffset[q], listOffset[q + 1]). */
  readonly listOffset: Int32Array;
  /** Distinct items bought in the holdout of each list, candidates or not. */
  readonly relevant: Int32Array;
}

export interface BuildRowsInput {
  readonly population: Population;
  readonly asks: readonly TrainingAsk[];
  readonly features: FeatureSet;
  readonly candidates: CandidateRules;
}

export function buildTrainingRows({ population, asks, features, candidates }: BuildRowsInput): TrainingRows {
  const width = features.names.length;
  const scratch = stateScratch(population);
  const lists = asks.map((ask): TrainingRows => {
    const state = userStateOf({ ...ask, population, scratch });
    const items = generateCandidates(population, state, candidates);
    const values = new Float32Array(items.length * width);
    fillFeatures(features, { population, state, items, out: values });
    return {
      rowCount: items.length,
      featureCount: width,
      values,
      label: Uint8Array.from(items, (item) => (ask.truth.has(item) ? 1 : 0)),
      isRepeat: Uint8Array.from(items, (item) => (state.slotOf[item] > 0 ? 1 : 0)),
      listOffset: Int32Array.of(0, items.length),
      relevant: Int32Array.of(ask.truth.size),
    };
  });
  return joinRows(lists, width);
}

/** Lists of several folds behind each other. */
export function joinRows(parts: readonly TrainingRows[], featureCount: number): TrainingRows {
  const rowCount = parts.reduce((sum, part) => sum + part.rowCount, 0);
  const lists = parts.reduce((sum, part) => sum + part.relevant.length, 0);
  const joined = {
    values: new Float32Array(rowCount * featureCount),
    label: new Uint8Array(rowCount),
    isRepeat: new Uint8Array(rowCount),
    listOffset: new Int32Array(lists + 1),
    relevant: new Int32Array(lists),
  };
  let row = 0;
  let list = 0;
  for (const part of parts) {
    joined.values.set(part.values, row * featureCount);
    joined.label.set(part.label, row);
    joined.isRepeat.set(part.isRepeat, row);
    joined.relevant.set(part.relevant, list);
    for (let i = 1; i < part.listOffset.length; i++) joined.listOffset[list + i] = row + part.listOffset[i];
    row += part.rowCount;
    list += part.relevant.length;
  }
  return { rowCount, featureCount, ...joined };
}

/** The same values, one column a feature. */
export function columnsOf({ values, rowCount, featureCount }: TrainingRows): Float32Array[] {
  return Array.from({ length: featureCount }, (_, feature) => {
    const column = new Float32Array(rowCount);
    for (let row = 0, at = feature; row < rowCount; row++, at += featureCount) column[row] = values[at];
    return column;
  });
}
