import { relative } from "node:path";
import { stdout } from "node:process";
import { env } from "@/lib/config/env";
import { openFeatureStore, type StoredFeatures } from "@/lib/data/features/feature-store";
import { DAY_SEC, defaultAsOfSec } from "@/lib/domain/snapshot";
import { codeVersion } from "@/lib/services/backtest/code-version";
import { buildFeatures, LABEL_DAYS } from "@/lib/services/features/build-features";
import { FEATURES_USAGE, parseFeaturesOptions } from "./features-options";
import { runCommand } from "./run-command";
import { shownProgress } from "./shown-progress";
import { snapshotOf } from "./snapshot-of";

const shown = () =>
  shownProgress<{ done: number; total: number }>({
    format: "{bar} {value}/{total} agreements",
    barOf: (progress) => progress,
    lineOf: ({ done, total }) => `${Math.floor((10 * done) / Math.max(1, total))}0% of ${total} agreements`,
  });

function described({ file, manifest }: StoredFeatures): string {
  const { featureSet, keys, features, rowCount, bytes } = manifest;
  const size = bytes < 1e6 ? `${(bytes / 1e3).toFixed(0)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
  const columns = `${keys.join(", ")} + ${keys.includes("agreement_id") ? "label + " : ""}${features.length} features`;
  return `${featureSet.name} v${featureSet.version}: ${rowCount} rows, ${columns}, ${size}\n  ${relative("", file)}\n`;
}

/** Reads a file with the DuckDB command line, which nothing here needs. */
function oneLiner({ file, manifest }: StoredFeatures): string {
  const shown = manifest.labelDays === null ? "COUNT(*) AS rows" : "COUNT(*) AS rows, AVG(label::INT) AS bought";
  return `duckdb -c "SELECT ${shown} FROM '${relative("", file)}'"`;
}

async function main(args: readonly string[]): Promise<void> {
  const options = parseFeaturesOptions(args);
  if (options === null) {
    stdout.write(`${FEATURES_USAGE}\n`);
    return;
  }
  const { dataDir } = env();
  if (options.list) {
    const stored = await openFeatureStore(dataDir).list();
    stdout.write(stored.length === 0 ? "Nothing is stored yet.\n" : stored.map(described).join(""));
    return;
  }
  const snapshot = await snapshotOf(options.data, dataDir);
  const startedMs = performance.now();
  const progress = shown();
  const { pairs, demand } = await buildFeatures({
    ...options,
    snapshot,
    cutoffSec: options.cutoffSec ?? defaultAsOfSec(snapshot) - LABEL_DAYS * DAY_SEC,
    dataDir,
    codeVersion: await codeVersion(),
    createdAt: new Date().toISOString(),
    onProgress: (done, total) => progress.report({ done, total }),
  }).finally(progress.end);
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1);
  const { asked, known } = pairs.manifest.users ?? { asked: 0, known: 0 };
  stdout.write(`${described(pairs)}${described(demand)}`);
  if (pairs.manifest.labelDays === null)
    stdout.write(`No label: less than ${LABEL_DAYS} days of data follow that day.\n`);
  stdout.write(`${asked} of ${known} agreements in ${seconds} s. To read it:\n  ${oneLiner(pairs)}\n`);
}

await runCommand(main);
