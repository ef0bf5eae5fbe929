/**
 * What the order of equal scores is worth: the rules and personal frequency on the test windows of an import folder, equal
 * scores by ascending product id (as the rules bind), descending, and by orders of everyone in the last 30 days.
 *
 *   npx tsx lib/testing/bench/tie-order.ts FOLDER
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadImportFolder } from "@/lib/data/import/load-import-folder";
import { DAY_SEC } from "@/lib/domain/snapshot";
import { foldMeans } from "@/lib/evaluation/bootstrap";
import { type Fold, makeFold, planFolds } from "@/lib/evaluation/fold";
import { measureLists } from "@/lib/evaluation/measure-lists";
import { LIST_LENGTH, USER_METRIC_KEYS } from "@/lib/evaluation/metric-keys";
import { historyOf } from "@/lib/evaluation/rank-users";
import { itemOrders } from "@/lib/scoring/item-popularity";
import type { Scorer } from "@/lib/scoring/scorer";
import { createPersonalFrequencyScorer } from "@/lib/scoring/scorers/personal-frequency";
import { v3Model } from "@/lib/training/fit-v3";

const SHOWN = ["precision@5", "precision@10", "precision@20", "precision@50", "ndcg@20"];
const POPULAR_DAYS = 30;

type TieOrder = "ascending id" | "descending id" | "popular first";
const TIE_ORDERS: readonly TieOrder[] = ["ascending id", "descending id", "popular first"];

const MODELS: Readonly<Record<string, (fold: Fold) => Scorer>> = {
  v3: ({ split }) => v3Model.fit({ snapshot: split.past, cutoffSec: split.cutoffSec, seed: 1, params: {} }),
  "personal-frequency": ({ split }) =>
    createPersonalFrequencyScorer("personal-frequency", {
      tieBreak: new Float64Array(split.past.lines.itemCount),
      fillsList: false,
    }),
};

/** Lists of the evaluated users, equal scores in the given order of items. */
function listsOf({ split, evaluated }: Fold, scorer: Scorer, order: TieOrder): Int32Array[] {
  const recent = itemOrders(split.past.lines, split.cutoffSec - POPULAR_DAYS * DAY_SEC);
  const tie = (item: number) =>
    order === "ascending id" ? -item : order === "descending id" ? item : recent[item] - item / recent.length;
  const out = new Float64Array(split.past.lines.itemCount);
  return Array.from(evaluated, (position) => {
    const user = split.users[position];
    const history = historyOf(split, user);
    scorer.scoreUser({ user, history, asOfSec: split.asOfSec[position], out });
    const items = [...new Set(history.item)].sort((a, b) => out[b] - out[a] || tie(b) - tie(a));
    return Int32Array.from(items.slice(0, LIST_LENGTH));
  });
}

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  process.stderr.write("npx tsx lib/testing/bench/tie-order.ts FOLDER\n");
  process.exit(1);
}
const cacheDir = await mkdtemp(join(tmpdir(), "partwise-ties-"));
try {
  const snapshot = await loadImportFolder({ folder, cacheDir });
  const folds = planFolds(snapshot, "next-30-days").plans.map((plan) => makeFold(snapshot, plan, 1));
  process.stdout.write(`${"".padEnd(36)}${SHOWN.map((key) => key.padStart(14)).join("")}\n`);
  for (const [name, fit] of Object.entries(MODELS)) {
    const scorers = folds.map(fit);
    for (const order of TIE_ORDERS) {
      const tables = folds.map((fold, at) => ({
        customer: new Int32Array(fold.evaluated.length),
        values: measureLists(fold.split, fold.evaluated, listsOf(fold, scorers[at], order)).values,
      }));
      const means = foldMeans(tables, USER_METRIC_KEYS.length);
      const figures = SHOWN.map((key) => means[USER_METRIC_KEYS.indexOf(key)].toFixed(4).padStart(14));
      process.stdout.write(`${`${name}, ${order}`.padEnd(36)}${figures.join("")}\n`);
    }
  }
} finally {
  await rm(cacheDir, { recursive: true, force: true });
}
