import { firstAtOrAfter, type History, sliceHistory } from "@/lib/domain/interactions";
import { DAY_SEC, type Snapshot } from "@/lib/domain/snapshot";
import { Random } from "@/lib/numeric/random";

/** One question with its answer: what did this user, with this history, buy next? */
export interface TrainingAsk {
  readonly user: number;
  readonly history: History;
  readonly asOfSec: number;
  /** Distinct items bought in the holdout; empty = nothing. */
  readonly truth: ReadonlySet<number>;
}

/** Questions that share one state of the world: statistics come from lines before `contextSec` only. */
export interface TrainingFold {
  readonly contextSec: number;
  readonly asks: readonly TrainingAsk[];
  /** Users who bought nothing in the holdout: they teach how likely, not what. */
  readonly silent: readonly TrainingAsk[];
  /** How many silent users one of `silent` stands for, where one of `asks` stands for itself. */
  readonly silentWeight: number;
}

export interface FoldRules {
  readonly maxFolds: number;
  readonly horizonDays: number;
  readonly strideDays: number;
  /** History that a fold needs before it. */
  readonly minHistoryDays: number;
  /** Users a fold asks at most, a seeded sample. */
  readonly maxUsers: number;
  readonly seed: number;
}

/**
 * Earlier windows of the horizon's length, newest first, each ending at or before the cutoff: what was known at its
 * start is the question, what was bought in it the answer.
 */
export function windowFolds(snapshot: Snapshot, cutoffSec: number, rules: FoldRules): TrainingFold[] {
  const folds: TrainingFold[] = [];
  for (let index = 0; index < rules.maxFolds; index++) {
    const contextSec = cutoffSec - (rules.horizonDays + index * rules.strideDays) * DAY_SEC;
    if (contextSec - snapshot.dataFromSec < rules.minHistoryDays * DAY_SEC) break;
    const fold = windowFold(snapshot, { contextSec, endSec: contextSec + rules.horizonDays * DAY_SEC });
    const random = new Random(rules.seed).fork(`fold ${contextSec}`);
    const asks = sample(fold.asks, rules.maxUsers, random.fork("asks"));
    const silent = sample(fold.silent, rules.maxUsers, random.fork("silent"));
    const share = (part: readonly unknown[], whole: readonly unknown[]) =>
      whole.length === 0 ? 1 : part.length / whole.length;
    folds.push({ contextSec, asks, silent, silentWeight: share(asks, fold.asks) / share(silent, fold.silent) });
  }
  return folds;
}

function windowFold(
  { lines }: Snapshot,
  { contextSec, endSec }: { contextSec: number; endSec: number },
): Pick<TrainingFold, "asks" | "silent"> {
  const asks: TrainingAsk[] = [];
  const silent: TrainingAsk[] = [];
  for (let user = 0; user < lines.userCount; user++) {
    const from = lines.userOffset[user];
    const to = lines.userOffset[user + 1];
    const split = firstAtOrAfter(lines.timeSec, contextSec, from, to);
    if (split === from) continue;
    const end = firstAtOrAfter(lines.timeSec, endSec, split, to);
    const ask = {
      user,
      history: sliceHistory(lines, from, split),
      asOfSec: contextSec,
      truth: new Set(lines.item.subarray(split, end)),
    };
    (end > split ? asks : silent).push(ask);
  }
  return { asks, silent };
}

/** Newest baskets of a user that become answers. */
const BASKETS_PER_USER = 3;

/**
 * The last baskets of each user's past as answers, each asked for at the instant it began, with everything before it as
 * the history. Asks are put into folds by time; a fold's context is its earliest ask, so no statistic is later than any of
 * its questions. Newest first.
 */
export function basketFolds(
  snapshot: Snapshot,
  rules: Pick<FoldRules, "maxFolds" | "maxUsers" | "seed">,
): TrainingFold[] {
  const { lines } = snapshot;
  const asks: TrainingAsk[] = [];
  for (let user = 0; user < lines.userCount; user++) {
    const from = lines.userOffset[user];
    let to = lines.userOffset[user + 1];
    for (let basket = 0; basket < BASKETS_PER_USER && to > from; basket++) {
      const last = lines.order[to - 1];
      let startSec = lines.timeSec[to - 1];
      const truth = new Set<number>();
      for (let line = to - 1; line >= from; line--) {
        if (lines.order[line] !== last) continue;
        truth.add(lines.item[line]);
        startSec = lines.timeSec[line];
      }
      const split = firstAtOrAfter(lines.timeSec, startSec, from, to);
      if (split > from) asks.push({ user, history: sliceHistory(lines, from, split), asOfSec: startSec, truth });
      to = split;
    }
  }
  asks.sort((a, b) => b.asOfSec - a.asOfSec || a.user - b.user);
  const chosen = sample(asks, rules.maxFolds * rules.maxUsers, new Random(rules.seed).fork("baskets"));
  const size = Math.ceil(chosen.length / rules.maxFolds);
  const folds: TrainingFold[] = [];
  for (let from = 0; from < chosen.length; from += size) {
    const part = chosen.slice(from, from + size);
    folds.push({ contextSec: part[part.length - 1].asOfSec, asks: part, silent: [], silentWeight: 0 });
  }
  return folds;
}

/** At most `size` of a list, in its order. */
function sample<T>(list: readonly T[], size: number, random: Random): readonly T[] {
  if (list.length <= size) return list;
  const kept: T[] = [];
  for (let i = 0; kept.length < size; i++)
    if ((list.length - i) * random.uniform() < size - kept.length) kept.push(list[i]);
  return kept;
}
