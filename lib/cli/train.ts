import { createHash } from "node:crypto";
import { availableParallelism } from "node:os";
import { stderr, stdout } from "node:process";
import { env } from "@/lib/config/env";
import type { ModelManifest } from "@/lib/data/artifacts/model-manifest";
import { type ModelRegistry, openModelRegistry } from "@/lib/data/artifacts/model-registry";
import { AppError } from "@/lib/domain/app-error";
import { DAY_SEC, defaultAsOfSec } from "@/lib/domain/snapshot";
import { encodeRanker } from "@/lib/scoring/rankers/ranker-codec";
import { codeVersion } from "@/lib/services/backtest/code-version";
import { refuseSeenWindows } from "@/lib/services/backtest/refuse-seen-windows";
import { createFitThreads } from "@/lib/services/training/fit-threads";
import { readTunedSettings } from "@/lib/services/tuning/read-tuned-settings";
import { RANKER_DEFAULTS, type RankerSettings } from "@/lib/training/ranker/ranker-settings";
import { ablate, type TrainedCandidate, trainCandidate } from "@/lib/training/ranker/train-candidate";
import type { TunedSettings } from "@/lib/training/tuning/tuned-settings";
import { claimJsonTarget, type JsonTarget } from "./json-target";
import { ablationTable, comparisonTable } from "./model-tables";
import { runCommand } from "./run-command";
import { snapshotOf } from "./snapshot-of";
import { parseTrainOptions, TRAIN_USAGE, type TrainOptions } from "./train-options";

/** Each holds the population of a window: more threads would cost memory and find nothing to do. */
const MAX_THREADS = 4;

/** Settings of the live model; null while V3 serves. Settings that it did not know have their defaults. */
async function incumbentOf(registry: ModelRegistry): Promise<{ id: string; settings: RankerSettings } | null> {
  const live = await registry.live();
  return live === null
    ? null
    : { id: live.manifest.id, settings: { ...RANKER_DEFAULTS, ...live.manifest.settings } as RankerSettings };
}

async function store(input: {
  registry: ModelRegistry;
  trained: TrainedCandidate;
  seed: number;
  settings: RankerSettings;
  tuned: TunedSettings | null;
  snapshotId: string;
  asOfSec: number;
  fitSeconds: number;
}): Promise<ModelManifest> {
  const { registry, trained, seed, settings, tuned, snapshotId, asOfSec, fitSeconds } = input;
  const { model, facts } = trained.fitted;
  const bytes = encodeRanker(model);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const version = await codeVersion();
  const manifest: ModelManifest = {
    // The same data, settings, seed and code give the same bytes and so the same id.
    id: `ranker-${new Date(asOfSec * 1000).toISOString().slice(0, 10)}-${createHash("sha256").update(`${snapshotId} ${sha256} ${version}`).digest("hex").slice(0, 8)}`,
    name: "ranker",
    createdAt: new Date().toISOString(),
    snapshotId,
    cutoffSec: asOfSec,
    seed,
    settings: { ...settings },
    tuning: tuned && {
      snapshotId: tuned.snapshotId,
      windows: tuned.windows.map(({ cutoff, end }) => ({ cutoff, end })),
      trials: tuned.trials,
      searchScore: tuned.searchScore,
      params: { ...tuned.params },
    },
    codeVersion: version,
    featureSet: { ...model.featureSet },
    fitSeconds,
    peakMemoryMb: peakMemoryMb(),
    facts: { ...facts, rounds: [...facts.rounds] },
    comparison: trained.comparison,
    sha256,
  };
  await registry.add(manifest, bytes);
  return manifest;
}

const peakMemoryMb = () => Math.round(process.resourceUsage().maxRSS / 1024);

async function main(args: readonly string[]): Promise<void> {
  const options = parseTrainOptions(args);
  if (options === null) {
    stdout.write(`${TRAIN_USAGE}\n`);
    return;
  }
  const target = options.json === null ? null : await claimJsonTarget(options.json);
  await trainInto(options, target).finally(() => target?.release());
}

/** Settings of the command line over those that a search found. Throws AppError where these saw what is compared on. */
async function settingsOf(options: TrainOptions, { snapshotId, asOfSec }: { snapshotId: string; asOfSec: number }) {
  const tuned = options.tuned === null ? null : await readTunedSettings(options.tuned);
  if (tuned !== null && tuned.model !== "ranker")
    throw new AppError("invalid_input", `${options.tuned} holds settings of ${tuned.model}; the ranker is trained.`, {
      field: "settings",
      remedy: "Tune it with npm run tune -- --model ranker.",
    });
  const settings = { ...RANKER_DEFAULTS, ...tuned?.params, ...options.set } as RankerSettings;
  if (tuned !== null) refuseSeenWindows([tuned], { snapshotId, fromSec: asOfSec - settings.horizonDays * DAY_SEC });
  return { tuned, settings };
}

async function trainInto(options: TrainOptions, target: JsonTarget | null): Promise<void> {
  const { dataDir } = env();
  const snapshot = await snapshotOf(options.data, dataDir);
  const asOfSec = options.asOfSec ?? defaultAsOfSec(snapshot);
  const startedMs = performance.now();
  const say = (message: string) =>
    void stderr.write(`${((performance.now() - startedMs) / 1000).toFixed(0).padStart(4)} s  ${message}\n`);
  const tooLittle = () =>
    new AppError("invalid_input", "There is too little data before that day to train on.", {
      remedy: "V3 needs no training and goes on serving.",
    });
  const { tuned, settings } = await settingsOf(options, { snapshotId: snapshot.id, asOfSec });
  const threads = createFitThreads(Math.min(availableParallelism(), MAX_THREADS));
  const shared = { snapshot, asOfSec, seed: options.seed, settings, say, run: threads.run };
  if (options.ablation) {
    const rows = await ablate(shared).finally(threads.close);
    if (rows.length === 0) throw tooLittle();
    await target?.write({ snapshotId: snapshot.id, asOfSec, seed: options.seed, settings, tuning: tuned, rows });
    stdout.write(`${ablationTable(rows)}\n`);
    return;
  }
  const registry = openModelRegistry(dataDir);
  const incumbent = await incumbentOf(registry);
  const trained = await trainCandidate({ ...shared, incumbent }).finally(threads.close);
  if (trained === null) throw tooLittle();
  const fitSeconds = (performance.now() - startedMs) / 1000;
  const manifest = await store({
    registry,
    trained,
    seed: options.seed,
    settings,
    tuned,
    snapshotId: snapshot.id,
    asOfSec,
    fitSeconds,
  });
  await target?.write(manifest);
  stdout.write(
    `${comparisonTable(manifest)}\nStored the candidate ${manifest.id} (${fitSeconds.toFixed(0)} s, ${manifest.peakMemoryMb} MB). To let it serve: npm run models -- promote ${manifest.id}\n`,
  );
}

await runCommand(main);
