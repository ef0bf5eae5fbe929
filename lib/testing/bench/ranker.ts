/**
 * The ranker on real data: time and memory of the fit in threads, and of scoring and explaining one agreement: its history
 * read into features of every candidate, all trees, the order of both lists.
 * `npx tsx lib/testing/bench/ranker.ts [FOLDER] [ROUNDS]`; default folder: PARTWISE_REAL_DATA or ../shared/data/online-retail.
 * Fewer ROUNDS shorten the fit; by default it is the one that ships.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { loadImportFolder } from "@/lib/data/import/load-import-folder";
import { defaultAsOfSec } from "@/lib/domain/snapshot";
import { quantileSorted } from "@/lib/numeric/quantile";
import { generateCandidates } from "@/lib/scoring/candidates/generate-candidates";
import { userStateOf } from "@/lib/scoring/features/user-state";
import { rankAgreement } from "@/lib/scoring/rankers/rank-agreement";
import { rankerRuntime, scoreCandidates } from "@/lib/scoring/rankers/score-candidates";
import { historyOfUser } from "@/lib/scoring/user-vectors";
import { createFitThreads } from "@/lib/services/training/fit-threads";
import { fitRankerWith } from "@/lib/training/ranker/fit-ranker";
import { RANKER_DEFAULTS } from "@/lib/training/ranker/ranker-settings";

const folder = process.argv[2] ?? process.env.PARTWISE_REAL_DATA ?? "../shared/data/online-retail";
const maxRounds = Number(process.argv[3] ?? RANKER_DEFAULTS.maxRounds);
const cacheDir = await mkdtemp(join(tmpdir(), "partwise-bench-"));
const snapshot = await loadImportFolder({ folder, cacheDir }).finally(() =>
  rm(cacheDir, { recursive: true, force: true }),
);
const asOfSec = defaultAsOfSec(snapshot);

const startedMs = performance.now();
const startedCpu = process.cpuUsage();
const threads = createFitThreads(Math.min(availableParallelism(), 4));
const fitted = await fitRankerWith(threads.run, {
  snapshot,
  cutoffSec: asOfSec,
  seed: 1,
  settings: { ...RANKER_DEFAULTS, maxRounds },
  protocol: "next-30-days",
  onProgress: (message) => console.error(message),
}).finally(threads.close);
if (fitted === null) throw new Error("too little data");
const cpu = process.cpuUsage(startedCpu);
const seconds = (performance.now() - startedMs) / 1000;
console.log(
  `fit: ${seconds.toFixed(0)} s, ${((cpu.user + cpu.system) / 1e6).toFixed(0)} s of CPU, peak memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`,
);
console.log(`facts: ${JSON.stringify(fitted.facts)}`);

const runtime = rankerRuntime(fitted.model, fitted.populations[fitted.populations.length - 1]);
const asks = Array.from({ length: 600 }, (_, i) => {
  const user = (i * 7919) % snapshot.lines.userCount;
  return { user, history: historyOfUser(snapshot.lines, user), asOfSec };
});

function measure(name: string, work: (ask: (typeof asks)[number]) => unknown): void {
  for (const ask of asks.slice(0, 200)) work(ask);
  const cpuMs = asks
    .map((ask) => {
      const before = process.cpuUsage();
      work(ask);
      return process.cpuUsage(before).user / 1000;
    })
    .sort((a, b) => a - b);
  const at = (q: number) => (quantileSorted(cpuMs, q) ?? Number.NaN).toFixed(2);
  console.log(`${name}: CPU p50 ${at(0.5)} ms, p90 ${at(0.9)} ms, p99 ${at(0.99)} ms`);
}

let generated = 0;
let screened = 0;
for (const ask of asks) {
  const { population, model, scratch } = runtime;
  generated += generateCandidates(population, userStateOf({ ...ask, population, scratch }), model.candidates).length;
  screened += scoreCandidates(runtime, ask).items.length;
}
const mean = (total: number) => (total / asks.length).toFixed(0);
console.log(`candidates on average: ${mean(generated)}, of which ${mean(screened)} are scored by all trees`);
measure("scoring all candidates of one agreement", (ask) => scoreCandidates(runtime, ask));
measure("two lists of 20 with exact explanations", (ask) => rankAgreement(runtime, { ...ask, k: 20 }));
