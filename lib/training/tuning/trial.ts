import type { ModelParams } from "../model";

export type TrialKind = "default" | "random" | "tpe";

/** One set of settings, tried. */
export interface Trial {
  /** 0 is the model's defaults; counts up without gaps. */
  readonly index: number;
  readonly kind: TrialKind;
  /** The searched settings only. */
  readonly params: ModelParams;
  /** Score at each step that was run, in the order of the steps; higher is better. */
  readonly scores: readonly number[];
  readonly state: "complete" | "pruned" | "failed";
  readonly seconds: number;
  /** Why it failed; null when it did not. */
  readonly error: string | null;
}

/** Mean score over the steps run; NaN without any. */
export function meanScore(scores: readonly number[]): number {
  return scores.reduce((sum, score) => sum + score, 0) / scores.length;
}

/** Best first: finished trials by score, then stopped ones by how far they came, failed ones last; ties to the earlier. */
export function rankTrials(trials: readonly Trial[]): Trial[] {
  const rank = { complete: 0, pruned: 1, failed: 2 } as const;
  return [...trials].sort(
    (a, b) =>
      rank[a.state] - rank[b.state] ||
      (a.state === "failed" ? 0 : b.scores.length - a.scores.length || meanScore(b.scores) - meanScore(a.scores)) ||
      a.index - b.index,
  );
}

/** The finished trial with the highest mean score; null when none finished. */
export function bestTrial(trials: readonly Trial[]): Trial | null {
  const best = rankTrials(trials)[0];
  return best?.state === "complete" ? best : null;
}
