import { Random } from "@/lib/numeric/random";
import type { ModelParams } from "../model";
import { isHopeless } from "./median-stopping";
import { drawSettings, type ParamSpace, searchedPart, settingsKey } from "./param-space";
import { proposeByTpe } from "./propose-by-tpe";
import { rankTrials, type Trial, type TrialKind } from "./trial";

export const SAMPLERS = ["tpe", "random"] as const;
export type Sampler = (typeof SAMPLERS)[number];

/** Share of the budget that is drawn at random first: it starts TPE and is what TPE has to beat. */
const RANDOM_SHARE = 0.3;
/** Draws before a space counts as used up: settings are never tried twice. */
const MAX_REDRAWS = 200;

export interface SearchPlan {
  readonly space: ParamSpace;
  readonly defaults: ModelParams;
  readonly sampler: Sampler;
  readonly seed: number;
  /** Trials beside the defaults, which are always tried first. */
  readonly budgetTrials: number;
  /** Steps of a whole trial: its validation cutoffs. */
  readonly steps: number;
}

type Proposal = Pick<Trial, "index" | "kind" | "params">;

export interface SearchInput {
  readonly plan: SearchPlan;
  /** Trials of an earlier run of the same plan, by index without gaps; the search goes on after them. */
  readonly known: readonly Trial[];
  /** Runs one step; a throw makes the trial a failed one. */
  readonly runStep: (params: ModelParams, step: number) => Promise<{ score: number; seconds: number }>;
  readonly onStep?: (trial: Proposal, stepsDone: number) => void;
  /** Called as a trial ends, before the next begins. */
  readonly onTrial: (trial: Trial) => Promise<void>;
  /** Asked before every trial but the defaults: false ends the search. */
  readonly mayGoOn: () => boolean;
}

export interface SearchResult {
  readonly trials: readonly Trial[];
  /** `space`: every draw had been tried. */
  readonly endedBy: "trials" | "time" | "space";
}

/** Tries settings until a budget is spent. Deterministic in the plan and the scores: a stopped and resumed search is the whole one. */
export async function runSearch(input: SearchInput): Promise<SearchResult> {
  const { plan } = input;
  const trials = [...input.known];
  while (trials.length <= plan.budgetTrials) {
    if (trials.length > 0 && !input.mayGoOn()) return { trials, endedBy: "time" };
    const proposal = nextProposal(plan, trials);
    if (proposal === null) return { trials, endedBy: "space" };
    const trial = await runTrial(input, proposal, trials);
    trials.push(trial);
    await input.onTrial(trial);
  }
  return { trials, endedBy: "trials" };
}

/** What to try after some trials; null = nothing is left that was not tried. */
export function nextProposal(plan: SearchPlan, trials: readonly Trial[]): Proposal | null {
  const { space } = plan;
  const index = trials.length;
  if (index === 0) return { index, kind: "default", params: searchedPart(space, plan.defaults) };
  const tried = new Set(trials.map((trial) => settingsKey(space, trial.params)));
  const random = new Random(plan.seed).fork("tune").fork(index);
  const kind = kindOf(plan, trials);
  const ranked = rankTrials(trials).map((trial) => trial.params);
  for (let draw = 0; draw < MAX_REDRAWS; draw++) {
    const own = random.fork(draw);
    // Where TPE keeps to what was tried, the second half of the draws looks elsewhere.
    const isGuided = kind === "tpe" && draw < MAX_REDRAWS / 2;
    const params = isGuided ? proposeByTpe(space, ranked, own) : drawSettings(space, own);
    if (!tried.has(settingsKey(space, params))) return { index, kind: isGuided ? "tpe" : "random", params };
  }
  return null;
}

function kindOf({ sampler, budgetTrials }: SearchPlan, trials: readonly Trial[]): TrialKind {
  const drawn = trials.filter((trial) => trial.kind === "random").length;
  return sampler === "random" || drawn < Math.ceil(RANDOM_SHARE * budgetTrials) ? "random" : "tpe";
}

async function runTrial(input: SearchInput, proposal: Proposal, earlier: readonly Trial[]): Promise<Trial> {
  const { plan, runStep, onStep } = input;
  const scores: number[] = [];
  let seconds = 0;
  const ended = (state: Trial["state"], error: string | null = null): Trial => ({
    ...proposal,
    scores,
    state,
    seconds,
    error,
  });
  for (let step = 0; step < plan.steps; step++) {
    try {
      const result = await runStep(proposal.params, step);
      seconds += result.seconds;
      if (!Number.isFinite(result.score)) return ended("failed", `The score at step ${step + 1} is no number.`);
      scores.push(result.score);
    } catch (error) {
      return ended("failed", error instanceof Error ? error.message : String(error));
    }
    onStep?.(proposal, step + 1);
    // The defaults are what everything is compared with: they always run to the end.
    const isLast = step === plan.steps - 1;
    if (!isLast && proposal.kind !== "default" && isHopeless(scores, earlier)) return ended("pruned");
  }
  return ended("complete");
}
