/**
 * Time and memory of answering ahead for every active agreement, on generated data, and of reading the answers back.
 * `npx tsx lib/testing/bench/score-all.ts [--scale 1] [--threads 2] [--keep FOLDER]`; scale 1 is 100,000 agreements over 20
 * million lines. FOLDER keeps the data for another run. With PARTWISE_BENCH_DATA it scores that data directory instead
 * (with its live model, for at most `--limit` seconds).
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { publishDataset } from "@/lib/data/snapshots/publish-dataset";
import type { Snapshot } from "@/lib/domain/snapshot";
import { median, quantileSorted } from "@/lib/numeric/quantile";
import { answerKey, answerSetOf, packedKey } from "@/lib/services/agreement-answer";
import { parseRecommendationOptions } from "@/lib/services/recommendation-options";
import { scoreAll } from "@/lib/services/score-all";
import { SCORE_ALL_FLAGS } from "@/lib/services/score-all-flags";
import type { ServiceContext } from "@/lib/services/service-context";
import { writeBigErp } from "./big-erp";

const LINES = 20_000_000;
const READS = 2000;

const { values } = parseArgs({
  options: {
    scale: { type: "string", default: "1" },
    threads: { type: "string", default: "2" },
    keep: { type: "string" },
    limit: { type: "string" },
    /** Of a process of this bench: `make` or `score`. */
    part: { type: "string" },
  },
});
const seconds = (fromMs: number) => ((performance.now() - fromMs) / 1000).toFixed(1);

/** Memory of the process as the kernel counts it, MB. */
function memoryMb(name: "VmHWM" | "VmRSS"): number {
  return Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(readFileSync("/proc/self/status", "utf8"))?.[1]) / 1024;
}

async function make(dataDir: string): Promise<void> {
  const fromMs = performance.now();
  const { manifest } = await publishDataset({
    dataDir,
    kind: "demo",
    detail: `bench ${values.scale}`,
    settings: { excludedProductIds: [], dropWidelyBought: false },
    fillErp: async (file) => {
      await writeBigErp(file, Math.round(LINES * Number(values.scale)));
      return undefined;
    },
  });
  console.log(`data made in ${seconds(fromMs)} s: ${JSON.stringify(manifest.counts)}`);
}

async function score(): Promise<void> {
  const loadMs = performance.now();
  // Only this process runs under the condition that server modules ask for.
  const { getContext } = await import("@/lib/services/context");
  const context = await getContext();
  const { snapshot } = await context.snapshots.current();
  console.log(`snapshot loaded in ${seconds(loadMs)} s, ${memoryMb("VmRSS").toFixed(0)} MB`);
  let scoringFromMs = 0;
  const before = process.cpuUsage();
  const scored = await scoreAll({
    context,
    threads: Number(values.threads),
    limitSec: values.limit === undefined ? null : Number(values.limit),
    onProgress: ({ step }) => {
      if (step === "score" && scoringFromMs === 0) scoringFromMs = performance.now();
    },
  });
  const { user, system } = process.cpuUsage(before);
  const { computed, kept, threads, modelId, isComplete } = scored;
  console.log(
    `${computed} answers computed, ${kept} kept, ${isComplete ? "complete" : "stopped by the limit"}, ${threads} threads, ${modelId ?? "rules"}: ` +
      `${scored.seconds.toFixed(1)} s after the snapshot was loaded (scoring ${seconds(scoringFromMs)} s, CPU ${((user + system) / 1e6).toFixed(1)} s), ` +
      `${(scored.bytes / 1e6).toFixed(0)} MB written, ${Math.round(scored.bytes / Math.max(1, computed))} bytes an answer, peak ${memoryMb("VmHWM").toFixed(0)} MB`,
  );
  await read(context, snapshot);
}

/** Reads single answers back as a page does that nobody opened before. */
async function read(context: ServiceContext, snapshot: Snapshot): Promise<void> {
  const live = await context.rankers.current(snapshot);
  const options = parseRecommendationOptions({}, { snapshot, hasLiveModel: live !== null });
  const set = answerSetOf(snapshot.id, { options, rules: context.rules, live });
  const { users, customers } = snapshot;
  const records = await context.erp.customersInScope({ kind: "all" });
  const regionOf = new Map(records.map(({ customerId, region }) => [customerId, region]));
  const times: number[] = [];
  let found = 0;
  for (let at = 0; at < READS; at++) {
    const user = (at * 7919) % users.agreementId.length;
    const customerId = customers.customerId[users.customer[user]];
    const region = regionOf.get(customerId) ?? null;
    const common = { options, rules: context.rules, live, hidden: new Set<number>() };
    const fromMs = performance.now();
    const key = answerKey(snapshot.id, { ...common, customerId, agreementId: users.agreementId[user], region });
    if ((await context.answers.find(set, { user, key: packedKey(key) })) !== null) found++;
    times.push(performance.now() - fromMs);
  }
  times.sort((a, b) => a - b);
  console.log(
    `${found} of ${READS} read back: p50 ${(median(times) ?? 0).toFixed(3)} ms, p99 ${(quantileSorted(times, 0.99) ?? 0).toFixed(3)} ms`,
  );
}

function run(part: string, dataDir: string): void {
  const { status } = spawnSync(
    process.execPath,
    [
      ...SCORE_ALL_FLAGS,
      "--conditions=react-server",
      ...process.execArgv,
      import.meta.filename,
      "--part",
      part,
      ...process.argv.slice(2),
    ],
    { stdio: "inherit", env: { ...process.env, PARTWISE_DATA_DIR: dataDir } },
  );
  if (status !== 0) process.exit(1);
}

if (values.part === "make") await make(process.env.PARTWISE_DATA_DIR as string);
else if (values.part === "score") await score();
else if (process.env.PARTWISE_BENCH_DATA) run("score", process.env.PARTWISE_BENCH_DATA);
else {
  const dataDir = values.keep ?? mkdtempSync(path.join(tmpdir(), "partwise-bench-score-"));
  mkdirSync(dataDir, { recursive: true });
  try {
    if (!existsSync(path.join(dataDir, "current.json"))) run("make", dataDir);
    rmSync(path.join(dataDir, "answers"), { recursive: true, force: true });
    run("score", dataDir);
  } finally {
    if (values.keep === undefined) rmSync(dataDir, { recursive: true, force: true });
  }
}
