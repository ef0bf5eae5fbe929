import { join } from "node:path";
import type { SentenceEmbedderPort } from "@/lib/data/ports";
import type { Snapshot } from "@/lib/domain/snapshot";
import { type Fold, makeFold, planFolds } from "@/lib/evaluation/fold";
import type { BacktestReport } from "@/lib/evaluation/report";
import type { Protocol } from "@/lib/evaluation/split";
import { sourceOver, TEXT_SIMILARITY } from "@/lib/training/fit-text-similarity";
import type { TunedSettings } from "@/lib/training/tuning/tuned-settings";
import { assembleReport } from "./assemble-report";
import { createCellStore } from "./cell-store";
import type { WorkerTask } from "./cell-worker";
import { codeVersion } from "./code-version";
import { embedProducts } from "./embed-products";
import { refuseSeenWindows } from "./refuse-seen-windows";
import { storeLists } from "./report-store";
import { type MeasuredCell, runCells } from "./run-cells";
import { shareSnapshot } from "./share-snapshot";

export interface BacktestProgress {
  readonly done: number;
  readonly total: number;
  /** Cells found finished from an earlier run. */
  readonly reused: number;
  /** Model that was just finished; "" at the start. */
  readonly last: string;
}

export interface BacktestInput {
  readonly snapshot: Snapshot;
  readonly protocol: Protocol;
  /** Names that `modelNamed` knows. */
  readonly models: readonly string[];
  readonly windows: number;
  readonly seed: number;
  readonly threads: number;
  readonly dataDir: string;
  /** For text similarity; null = its default, which needs no weights. */
  readonly embedder: SentenceEmbedderPort | null;
  /** Settings found by a search, for the models that they name; their windows must end before the first cutoff. */
  readonly tuned?: readonly TunedSettings[];
  /** Name of the model that serves; null = the rules do. */
  readonly live?: string | null;
  /** ISO instant, told by the caller: nothing in here looks at a clock but to measure durations. */
  readonly generatedAt: string;
  readonly onProgress: (progress: BacktestProgress) => void;
}

/**
 * Fits and measures every model at every cutoff on the same users; finished cells are kept and reused. The lists that were measured
 * stay in the data directory under the report's name. Throws AppError `invalid_input` for settings that saw what they are measured on.
 */
export async function runBacktest(input: BacktestInput): Promise<BacktestReport> {
  const snapshot = shareSnapshot(input.snapshot);
  const version = await codeVersion();
  const { plans, note } = planFolds(snapshot, input.protocol, input.windows);
  const folds = plans.map((plan) => makeFold(snapshot, plan, input.seed)).filter((fold) => fold.evaluated.length > 0);
  const tuned = (input.tuned ?? []).filter(({ model }) => input.models.includes(model));
  const fromSec = plans[0]?.cutoffSec ?? Number.POSITIVE_INFINITY;
  if (input.protocol === "next-30-days") refuseSeenWindows(tuned, { snapshotId: snapshot.id, fromSec });
  const cells = await computeCells({ ...input, snapshot }, folds, version);
  const report = assembleReport({
    snapshot,
    folds,
    models: input.models,
    note,
    tuned,
    live: input.live ?? null,
    sourceOf: (model) =>
      model === TEXT_SIMILARITY && input.embedder !== null ? sourceOver(input.embedder.source) : null,
    header: { protocol: input.protocol, codeVersion: version, seed: input.seed, generatedAt: input.generatedAt },
    cellOf: (model, fold) => cells.get(cellKey(model, fold)) as MeasuredCell,
  });
  await storeLists(
    input.dataDir,
    report,
    input.models.map((model) => ({
      snapshotId: snapshot.id,
      model,
      windows: folds.map(({ plan, split, evaluated }, fold) => ({
        cutoff: new Date(plan.cutoffSec * 1000).toISOString(),
        users: Int32Array.from(evaluated, (position) => split.users[position]),
        lists: (cells.get(cellKey(model, fold)) as MeasuredCell).lists.map((list) => Int32Array.from(list)),
      })),
    })),
  );
  return report;
}

const embeddingsOf = (model: string, embedder: SentenceEmbedderPort | null) =>
  model === TEXT_SIMILARITY && embedder !== null ? embedder.id : null;

const cellKey = (model: string, fold: number) => `${fold} ${model}`;

async function computeCells(
  input: BacktestInput,
  folds: readonly Fold[],
  version: string,
): Promise<ReadonlyMap<string, MeasuredCell>> {
  const { models, snapshot, seed } = input;
  const folder = join(input.dataDir, "backtest-cells");
  const store = createCellStore({ folder, snapshotId: snapshot.id, codeVersion: version });
  const cells = new Map<string, MeasuredCell>();
  const missing: WorkerTask[] = [];
  for (let fold = 0; fold < folds.length; fold++) {
    for (const model of models) {
      const task: WorkerTask = {
        model,
        seed,
        settings: input.tuned?.find((one) => one.model === model)?.params ?? null,
        plan: folds[fold].plan,
        embeddings: embeddingsOf(model, input.embedder),
      };
      const known = await store.find(task);
      if (known === null) missing.push(task);
      else cells.set(cellKey(model, fold), known);
    }
  }
  const reused = cells.size;
  const total = folds.length * models.length;
  input.onProgress({ done: reused, total, reused, last: "" });
  const embedder = missing.some((task) => task.embeddings !== null) ? input.embedder : null;
  if (embedder !== null) input.onProgress({ done: reused, total, reused, last: "reading product texts" });
  const products = embedder === null ? null : await embedProducts(snapshot.items, embedder);
  await runCells({
    snapshot,
    products,
    tasks: missing,
    threads: input.threads,
    async onDone(task, cell) {
      // Threads read the source when they start: a cell of code that changed meanwhile must not pass for this version's.
      if ((await codeVersion()) === version) await store.keep(task, cell);
      cells.set(
        cellKey(
          task.model,
          folds.findIndex((fold) => fold.plan === task.plan),
        ),
        cell,
      );
      input.onProgress({ done: cells.size, total, reused, last: task.model });
    },
  });
  return cells;
}
