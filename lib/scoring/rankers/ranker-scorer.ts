import type { Population } from "@/lib/scoring/features/population";
import type { Scorer } from "@/lib/scoring/scorer";
import { calibrated } from "./calibration";
import type { RankerModel } from "./ranker-model";
import { type RankerRuntime, rankerRuntime, scoreCandidates } from "./score-candidates";

/**
 * The ranker behind the port. With several populations (the past as it stood at several instants, oldest first) a user
 * is scored against the newest one that is not later than the instant of asking.
 */
export function createRankerScorer(model: RankerModel, populations: readonly Population[]): Scorer {
  const runtimes: RankerRuntime[] = populations.map((population) => rankerRuntime(model, population));
  const { calibration } = model;
  return {
    name: "ranker",
    scoreUser({ user, history, asOfSec, out }) {
      let chosen = 0;
      while (chosen + 1 < runtimes.length && populations[chosen + 1].cutoffSec <= asOfSec) chosen++;
      const { items, scores } = scoreCandidates(runtimes[chosen], { user, history, asOfSec });
      out.fill(Number.NEGATIVE_INFINITY);
      for (let i = 0; i < items.length; i++) out[items[i]] = scores[i];
    },
    ...(calibration === null ? {} : { probabilityOf: (score: number) => calibrated(calibration, score) }),
  };
}
