import { topK } from "@/lib/numeric/top-k";
import { FEATURE_KINDS, type FeatureKind } from "@/lib/scoring/features/feature-block";
import { addPathShap } from "@/lib/scoring/trees/path-shap";
import { calibrated } from "./calibration";
import { type AskInput, type RankerRuntime, scoreCandidates } from "./score-candidates";

export interface RankedItem {
  readonly item: number;
  /** Bought before by this user. */
  readonly isRepeat: boolean;
  readonly score: number;
  /** Probability of a purchase within 30 days; null without a calibration. */
  readonly probability: number | null;
  /** What each kind of feature adds to `expectedScore`; they sum to the score within 1e-9. */
  readonly contributions: readonly { readonly kind: FeatureKind; readonly contribution: number }[];
  /** The strongest single features, by size of their contribution. */
  readonly strongest: readonly { readonly feature: string; readonly value: number; readonly contribution: number }[];
}

export interface RankedAgreement {
  /** Score of a candidate about which nothing is known: what contributions are measured from. */
  readonly expectedScore: number;
  /** Best first, equal scores in item order. */
  readonly reorder: readonly RankedItem[];
  readonly discover: readonly RankedItem[];
}

export interface RankAgreementInput extends AskInput {
  /** Length of each list. */
  readonly k: number;
  /** Items that may not be listed; null = all may. */
  readonly accept?: ((item: number) => boolean) | null;
}

const STRONGEST = 5;
/** A filter may refuse any candidate, so with one all are scored; without, a few more than are shown. */
const MIN_SCREENED = 80;

/** Both lists of one agreement from one model, each item with its exact additive explanation (TreeSHAP). */
export function rankAgreement(
  runtime: RankerRuntime,
  { k, accept = null, ...ask }: RankAgreementInput,
): RankedAgreement {
  const { state, items, scores, rows } = scoreCandidates(
    runtime,
    ask,
    accept === null ? Math.max(k, MIN_SCREENED) : Number.POSITIVE_INFINITY,
  );
  const { features, model } = runtime;
  const width = features.names.length;
  const bestOf = (isRepeat: boolean) =>
    topK(
      scores.map((score, i) =>
        state.slotOf[items[i]] > 0 === isRepeat && (accept === null || accept(items[i])) ? score : Number.NaN,
      ),
      k,
    );
  const listed = [...bestOf(true), ...bestOf(false)];
  const shap = new Float64Array(listed.length * width);
  addPathShap(
    runtime.paths,
    rows,
    Int32Array.from(listed, (i) => i * width),
    shap,
  );
  const ranked = listed.map((i, place): RankedItem => {
    const own = shap.subarray(place * width, (place + 1) * width);
    return {
      item: items[i],
      isRepeat: state.slotOf[items[i]] > 0,
      score: scores[i],
      probability: model.calibration === null ? null : calibrated(model.calibration, scores[i]),
      contributions: byKind(own, features.kinds),
      strongest: strongestOf(own, { names: features.names, rows, rowOffset: i * width }),
    };
  });
  return {
    expectedScore: runtime.paths.expected,
    reorder: ranked.filter((one) => one.isRepeat),
    discover: ranked.filter((one) => !one.isRepeat),
  };
}

function byKind(shap: Float64Array, kinds: readonly FeatureKind[]): RankedItem["contributions"] {
  const sums = new Map<FeatureKind, number>(FEATURE_KINDS.map((kind) => [kind, 0]));
  for (let feature = 0; feature < shap.length; feature++)
    sums.set(kinds[feature], (sums.get(kinds[feature]) as number) + shap[feature]);
  return Array.from(sums, ([kind, contribution]) => ({ kind, contribution }));
}

function strongestOf(
  shap: Float64Array,
  row: { names: readonly string[]; rows: Float32Array; rowOffset: number },
): RankedItem["strongest"] {
  return Array.from(topK(shap.map(Math.abs), STRONGEST), (feature) => ({
    feature: row.names[feature],
    value: row.rows[row.rowOffset + feature],
    contribution: shap[feature],
  }));
}
