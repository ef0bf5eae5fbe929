import { AppError } from "@/lib/domain/app-error";
import type { CandidateRules } from "@/lib/scoring/candidates/generate-candidates";
import { type FeatureSet, RANKER_FEATURES } from "@/lib/scoring/features/feature-set";
import { type TreeEnsemble, treeCount } from "@/lib/scoring/trees/tree-ensemble";
import type { Calibration } from "./calibration";

/** What a fit learnt; with a population it can score anyone. */
export interface RankerModel {
  readonly featureSet: { readonly name: string; readonly version: number };
  /** All members in one: scores add up, so the ensemble's trees are theirs with weighted leaves. */
  readonly trees: TreeEnsemble;
  readonly candidates: CandidateRules;
  /** null = too little data to say how often a score comes true. */
  readonly calibration: Calibration | null;
  /** Features that this model was not given, by index: they read as unknown. */
  readonly hidden: Int32Array;
}

/** The features a model must be served with; throws `corrupt` when this program has another version of them. */
export function featuresOf(model: RankerModel): FeatureSet {
  const { name, version } = model.featureSet;
  if (
    name !== RANKER_FEATURES.name ||
    version !== RANKER_FEATURES.version ||
    model.trees.featureCount !== RANKER_FEATURES.names.length
  ) {
    throw new AppError(
      "corrupt",
      `The model was trained on the features ${name} v${version}, this program has ${RANKER_FEATURES.name} v${RANKER_FEATURES.version}.`,
      {
        remedy: "Train the model again.",
      },
    );
  }
  return RANKER_FEATURES;
}

/** One ensemble whose score is the weighted sum of the members' scores. */
export function mergeEnsembles(
  members: readonly { readonly trees: TreeEnsemble; readonly weight: number }[],
): TreeEnsemble {
  const nodes = members.reduce((sum, { trees }) => sum + trees.feature.length, 0);
  const trees = members.reduce((sum, member) => sum + treeCount(member.trees), 0);
  const merged = {
    featureCount: members[0].trees.featureCount,
    base: members.reduce((sum, { trees: { base }, weight }) => sum + weight * base, 0),
    treeOffset: new Int32Array(trees + 1),
    feature: new Int16Array(nodes),
    threshold: new Float64Array(nodes),
    missingLeft: new Uint8Array(nodes),
    left: new Int32Array(nodes),
    right: new Int32Array(nodes),
    value: new Float64Array(nodes),
    cover: new Float64Array(nodes),
  };
  let node = 0;
  let tree = 0;
  for (const { trees: member, weight } of members) {
    merged.feature.set(member.feature, node);
    merged.threshold.set(member.threshold, node);
    merged.missingLeft.set(member.missingLeft, node);
    merged.cover.set(member.cover, node);
    for (let i = 0; i < member.feature.length; i++) {
      merged.value[node + i] = weight * member.value[i];
      merged.left[node + i] = member.feature[i] < 0 ? 0 : member.left[i] + node;
      merged.right[node + i] = member.feature[i] < 0 ? 0 : member.right[i] + node;
    }
    for (let i = 1; i < member.treeOffset.length; i++) merged.treeOffset[tree + i] = node + member.treeOffset[i];
    tree += member.treeOffset.length - 1;
    node += member.feature.length;
  }
  return merged;
}
