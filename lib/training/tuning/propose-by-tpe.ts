import type { Random } from "@/lib/numeric/random";
import type { ModelParams, ParamValue } from "../model";
import { drawFromKernels, fitKernels, logDensity } from "./kernel-density";
import { fromUnit, mapSpace, type ParamSpace, type ParamSpec, toUnit } from "./param-space";

/** Share of the trials that count as good: the gamma of the paper. */
const GOOD_SHARE = 0.15;
/** More good trials than these would blur what is good. */
const MAX_GOOD = 25;
/** Two tell a direction where one is an accident. */
const MIN_GOOD = 2;
/** Draws from the good density of which the likeliest to improve is taken, by setting. */
const DRAWS = 24;

/**
 * Settings proposed by the tree-structured Parzen estimator (Bergstra, Bardenet, Bengio, Kégl: Algorithms for
 * Hyper-Parameter Optimization, NIPS 2011): trials are cut at the gamma quantile into good and other ones, each setting
 * gets a density l over the good and g over the others, and of draws from l the one with the greatest l / g is taken,
 * which has the greatest expected improvement. Settings are taken one by one, since none is conditional on another.
 *
 * `ranked` holds the settings tried so far, best first.
 */
export function proposeByTpe(space: ParamSpace, ranked: readonly ModelParams[], random: Random): ModelParams {
  const goodCount = Math.min(MAX_GOOD, Math.max(MIN_GOOD, Math.ceil(GOOD_SHARE * ranked.length)));
  return mapSpace(space, (spec, name) => {
    const values = ranked.map((params) => params[name] ?? null);
    const trials = { good: values.slice(0, goodCount), other: values.slice(goodCount) };
    return spec.kind === "categorical"
      ? proposeCategory(spec.values, trials, random.fork(name))
      : proposeInRange(spec, trials, random.fork(name));
  });
}

interface SplitTrials {
  readonly good: readonly ParamValue[];
  readonly other: readonly ParamValue[];
}

function proposeInRange(
  spec: Exclude<ParamSpec, { kind: "categorical" }>,
  { good, other }: SplitTrials,
  random: Random,
): number {
  const kernelsOf = (values: readonly ParamValue[]) => fitKernels(values.map((value) => toUnit(spec, Number(value))));
  const [likely, unlikely] = [kernelsOf(good), kernelsOf(other)];
  return likeliest(
    () => fromUnit(spec, drawFromKernels(likely, random)),
    (value) => {
      const unit = toUnit(spec, value);
      return logDensity(likely, unit) - logDensity(unlikely, unit);
    },
  );
}

/** Counts on top of an even prior, as the paper re-weights discrete settings. */
function proposeCategory(values: readonly ParamValue[], { good, other }: SplitTrials, random: Random): ParamValue {
  const sharesOf = (seen: readonly ParamValue[]) =>
    values.map((value) => (1 + seen.filter((one) => one === value).length) / (values.length + seen.length));
  const [likely, unlikely] = [sharesOf(good), sharesOf(other)];
  return values[
    likeliest(
      () => random.weighted(likely),
      (at) => Math.log(likely[at] / unlikely[at]),
    )
  ];
}

/** Of `DRAWS` draws the one with the greatest gain, the first of equals. */
function likeliest(draw: () => number, gainOf: (value: number) => number): number {
  let best = draw();
  let bestGain = gainOf(best);
  for (let count = 1; count < DRAWS; count++) {
    const value = draw();
    const gain = gainOf(value);
    if (gain <= bestGain) continue;
    best = value;
    bestGain = gain;
  }
  return best;
}
