import type { Random } from "@/lib/numeric/random";
import type { ModelParams, ParamValue } from "../model";

/** One setting that may be searched. Bounds are inclusive; `log` spreads draws evenly over orders of magnitude. */
export type ParamSpec =
  | { readonly kind: "float"; readonly low: number; readonly high: number; readonly log: boolean }
  | { readonly kind: "int"; readonly low: number; readonly high: number; readonly log: boolean }
  | { readonly kind: "categorical"; readonly values: readonly ParamValue[] };
type RangeSpec = Exclude<ParamSpec, { kind: "categorical" }>;

/** Settings by name. What a model has beyond these keeps its default. */
export type ParamSpace = Readonly<Record<string, ParamSpec>>;

export const float = (low: number, high: number): ParamSpec => ({ kind: "float", low, high, log: false });
export const logFloat = (low: number, high: number): ParamSpec => ({ kind: "float", low, high, log: true });
export const int = (low: number, high: number): ParamSpec => ({ kind: "int", low, high, log: false });
export const logInt = (low: number, high: number): ParamSpec => ({ kind: "int", low, high, log: true });
export const categorical = (...values: readonly ParamValue[]): ParamSpec => ({ kind: "categorical", values });

/** Ends of the unit interval in the setting's own scale: a whole number owns half a step to either side. */
function ends({ kind, low, high, log }: RangeSpec): { from: number; to: number } {
  const margin = kind === "int" ? 0.5 : 0;
  const scale = (value: number) => (log ? Math.log(value) : value);
  return { from: scale(low - margin), to: scale(high + margin) };
}

/** The setting's place in [0, 1]; what lies outside of the bounds is put on the nearer one. */
export function toUnit(spec: RangeSpec, value: number): number {
  const { from, to } = ends(spec);
  if (to === from) return 0.5;
  const clipped = Math.min(spec.high, Math.max(spec.low, value));
  return ((spec.log ? Math.log(clipped) : clipped) - from) / (to - from);
}

/** The setting at a place in [0, 1], within its bounds whatever rounding does. */
export function fromUnit(spec: RangeSpec, unit: number): number {
  const { from, to } = ends(spec);
  const scaled = from + unit * (to - from);
  const value = spec.log ? Math.exp(scaled) : scaled;
  return Math.min(spec.high, Math.max(spec.low, spec.kind === "int" ? Math.round(value) : value));
}

/** Settings drawn evenly over the space: the random baseline (Bergstra & Bengio, JMLR 2012). */
export function drawSettings(space: ParamSpace, random: Random): ModelParams {
  return mapSpace(space, (spec, name) => {
    const own = random.fork(name);
    return spec.kind === "categorical" ? own.pick(spec.values) : fromUnit(spec, own.uniform());
  });
}

export function mapSpace(space: ParamSpace, chosen: (spec: ParamSpec, name: string) => ParamValue): ModelParams {
  return Object.fromEntries(Object.entries(space).map(([name, spec]) => [name, chosen(spec, name)]));
}

/** The part of a model's settings that the space searches. */
export function searchedPart(space: ParamSpace, params: ModelParams): ModelParams {
  return mapSpace(space, (_, name) => params[name] ?? null);
}

/** Equal for equal settings. */
export function settingsKey(space: ParamSpace, params: ModelParams): string {
  return JSON.stringify(Object.keys(space).map((name) => params[name]));
}
