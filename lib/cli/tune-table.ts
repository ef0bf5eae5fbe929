import type { Interval } from "@/lib/evaluation/bootstrap";
import type { TuneReport, WindowReport } from "@/lib/services/tuning/tune-report";
import type { ModelParams } from "@/lib/training/model";

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
