import type { Interval } from "@/lib/evaluation/bootstrap";
import type { ModelParams } from "@/lib/training/model";
import type { ComparedSettings } from "@/lib/training/tuning/compare-settings";
import type { Sampler, SearchResult } from "@/lib/training/tuning/run-search";
import { bestTrial, meanScore, type Trial, type TrialKind } from "@/lib/training/tuning/trial";

/** Trials of one way of choosing settings; values are means over the validation windows. */
interface KindSummary {
  readonly trials: number;
  readonly best: number | null;
}

export interface WindowReport {
  readonly cutoff: string;
  readonly end: string;
  readonly users: number;
}

/** What `npm run tune` writes. */
export interface TuneReport {
  readonly schemaVersion: 1;
  readonly model: string;
  readonly objective: "ndcg@20";
  readonly protocol: "next-30-days";
  readonly sampler: Sampler;
  readonly seed: number;
  readonly snapshotId: string;
  readonly codeVersion: string;
  readonly spaceVersion: string;
  readonly generatedAt: string;
  /** Nothing at or after this instant was looked at. */
  readonly testStart: string;
  /** In the order that trials run through them. */
  readonly windows: readonly WindowReport[];
  readonly endedBy: SearchResult["endedBy"];
  readonly trialsReused: number;
  readonly trialSeconds: number;
  readonly states: Readonly<Record<Trial["state"], number>>;
  readonly random: KindSummary;
  readonly tpe: KindSummary & {
    /** Best of its first trials, as many as were drawn at random: what a fair comparison takes. */
    readonly bestOfAsManyAsRandom: number | null;
  };
  /** Settings that stood in during the search; the comparison below goes without. */
  readonly standIns: ModelParams;
  readonly defaults: { readonly params: ModelParams; readonly searchScore: number };
  readonly best: { readonly params: ModelParams; readonly trial: number; readonly searchScore: number };
  /** The best and the default settings fitted in full, on the windows that chose the best: its gain is flattered. */
  readonly compared: ComparedSettings;
  /** The same on a window before those, which chose nothing; null where the data has none. */
  readonly checked: (ComparedSettings & { readonly window: WindowReport }) | null;
  /** Whether the interval of the difference lies above 0, and the check does not speak against it. */
  readonly isClearlyBetter: boolean;
  readonly trials: readonly Trial[];
}

export function kindSummary(trials: readonly Trial[], kind: TrialKind, first = trials.length): KindSummary {
  const ofKind = trials.filter((trial) => trial.kind === kind).slice(0, first);
  const best = bestTrial(ofKind);
  return { trials: ofKind.length, best: best === null ? null : meanScore(best.scores) };
}

export function stateCounts(trials: readonly Trial[]): TuneReport["states"] {
  const count = (state: Trial["state"]) => trials.filter((trial) => trial.state === state).length;
  return { complete: count("complete"), pruned: count("pruned"), failed: count("failed") };
}

/** The report as text. */
export function tuneTable(report: TuneReport): string {
  const { best, defaults, compared, random, tpe, states } = report;
  const windows = report.windows.map(windowText);
  const rows = [
    ["setting", "default", "best"],
    ...Object.keys(best.params).map((name) => [name, shown(defaults.params[name]), shown(best.params[name])]),
    ["nDCG@20", decimal(compared.defaults.mean), decimal(compared.best.mean)],
  ];
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const lines = rows.map((row) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))).join("  "),
  );
  return [
    `${report.model}, snapshot ${report.snapshotId.slice(0, 12)}, validation windows ${windows.join(", ")}; the test begins ${report.testStart.slice(0, 10)} and was not looked at.`,
    `${report.trials.length} trials (${report.trialsReused} known before): ${states.complete} complete, ${states.pruned} stopped early, ${states.failed} failed; ended by ${report.endedBy}.`,
    "",
    ...lines,
    "",
    `Paired difference ${interval(compared.difference)}, on the windows that chose the settings: expect less on new data.`,
    ...(report.checked === null
      ? []
      : [
          `On ${windowText(report.checked.window)}, which chose nothing: ${decimal(report.checked.defaults.mean)} to ${decimal(report.checked.best.mean)}, ${interval(report.checked.difference)}.`,
        ]),
    `Best of ${random.trials} random trials ${decimal(random.best)}, of ${tpe.trials} TPE trials ${decimal(tpe.best)}, of as many TPE trials as random ones ${decimal(tpe.bestOfAsManyAsRandom)}.`,
    ...(best.trial === 0 ? ["Nothing was found better than the default settings."] : []),
    ...(Object.keys(report.standIns).length > 0
      ? [`Trials ran with ${JSON.stringify(report.standIns)}; the table's last row is of whole fits.`]
      : []),
  ].join("\n");
}

function shown(value: ModelParams[string] | undefined): string {
  return typeof value === "number" ? String(Number(value.toPrecision(5))) : String(value);
}

function decimal(value: number | null): string {
  return value === null ? "-" : value.toFixed(4);
}

function windowText(window: WindowReport): string {
  return `${window.cutoff.slice(0, 10)} (${window.users} users)`;
}

function interval({ mean, low, high }: Interval): string {
  return `${signed(mean)} (95% ${signed(low)} to ${signed(high)})`;
}

function signed(value: number | null): string {
  return value === null ? "-" : `${value < 0 ? "" : "+"}${value.toFixed(4)}`;
}
