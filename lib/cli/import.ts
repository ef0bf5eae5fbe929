import { join } from "node:path";
import { stdout } from "node:process";
import { env } from "@/lib/config/env";
import { importDataset } from "@/lib/data/import/import-dataset";
import { datasetFolder, REJECTED_FILE } from "@/lib/data/snapshots/dataset-folder";
import type { DatasetProgress } from "@/lib/data/snapshots/publish-dataset";
import { AppError } from "@/lib/domain/app-error";
import { runCommand } from "./run-command";
import { shownProgress } from "./shown-progress";

const USAGE = `Usage: npm run import -- FOLDER

FOLDER holds order_lines and, if there are any, products and customers, as .csv, .csv.gz or .parquet.
order_lines needs the columns order_id, ordered_at, customer_id, product_id, quantity; agreement_id and unit_price are optional.
The data goes to PARTWISE_DATA_DIR (default .partwise) and is served from then on.`;

const WORD = { fill: "Reading", snapshot: "Building the snapshot", publish: "Swapping in" } as const;

/** Per cent of the whole at which each stage begins, and how many it takes. */
const SHARE = { fill: [0, 60], snapshot: [60, 38], publish: [98, 2] } as const;

const shown = () =>
  shownProgress<DatasetProgress>({
    format: "{bar} {percentage}% {what}",
    barOf: ({ stage, done, total }) => {
      const [from, width] = SHARE[stage];
      return {
        done: Math.round(from + (total ? (done / total) * width : 0)),
        total: 100,
        words: { what: WORD[stage] },
      };
    },
    lineOf: ({ stage }) => `${WORD[stage]} ...`,
  });

async function main(args: readonly string[]): Promise<void> {
  const folders = args.filter((argument) => !argument.startsWith("-"));
  if (args.includes("--help") || args.includes("-h")) {
    stdout.write(`${USAGE}\n`);
    return;
  }
  if (folders.length !== 1 || folders.length !== args.length) {
    const wrong = args.find((argument) => argument.startsWith("-"));
    throw new AppError("invalid_input", wrong ? `There is no option ${wrong}.` : "One import folder is needed.", {
      remedy: "npm run import -- FOLDER; see npm run import -- --help.",
    });
  }
  const { dataDir, excludedProductIds, dropSuspectProducts } = env();
  const startedMs = performance.now();
  const progress = shown();
  const { dataset, manifest, report } = await importDataset({
    folder: folders[0],
    dataDir,
    settings: { excludedProductIds, dropWidelyBought: dropSuspectProducts },
    onProgress: progress.report,
  }).finally(progress.end);
  const { counts, rejected } = manifest;
  const figure = (value: number) => value.toLocaleString("en-US");
  const day = (sec: number) => new Date(sec * 1000).toISOString().slice(0, 10);
  const lines = [
    `Imported ${figure(counts.lines)} of ${figure(report.lines)} lines in ${((performance.now() - startedMs) / 1000).toFixed(1)} s: ` +
      `${figure(counts.orders)} orders, ${figure(counts.customers)} customers, ${figure(counts.agreements)} agreements, ${figure(counts.products)} products, ` +
      `${day(manifest.dataFromSec)} to ${day(manifest.dataToSec)}.`,
    `Returns, which are no purchases: ${figure(rejected?.returns ?? 0)}. Rejected lines: ${figure(rejected?.total ?? 0)}.`,
    ...Object.entries(rejected?.byReason ?? {}).map(([reason, count]) => `  ${figure(count)} x ${reason}`),
    ...report.firstRejected.map(
      ({ file, line, reason, value }) => `  ${file} line ${line}: ${reason}${value ? ` "${value}"` : ""}`,
    ),
    ...((rejected?.total ?? 0) > 0 ? [`The full list: ${join(datasetFolder(dataDir, dataset), REJECTED_FILE)}`] : []),
    ...manifest.warnings.map((warning) => `Note: ${warning}`),
  ];
  stdout.write(`${lines.join("\n")}\n`);
}

await runCommand(main);
