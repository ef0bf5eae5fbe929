/**
 * Time of one agreement's answer on the current data set: computed, from the memory tier and from Redis, by variant.
 * `npx tsx lib/testing/bench/cache.ts [--k 20] [--agreements 400]`; PARTWISE_DATA_DIR names the data and its live model.
 * It starts a redis-server of its own.
 */
import { parseArgs } from "node:util";
import { env } from "@/lib/config/env";
import { loadScoringRules } from "@/lib/config/scoring-config";
import { openModelRegistry } from "@/lib/data/artifacts/model-registry";
import { encodeEnvelope } from "@/lib/data/cache/envelope";
import { createRedisTier } from "@/lib/data/cache/redis-tier";
import { createValueCache, type ValueCache } from "@/lib/data/cache/value-cache";
import { createSnapshotStore } from "@/lib/data/snapshots/snapshot-store";
import { VARIANTS } from "@/lib/domain/recommendation";
import { DAY_SEC, defaultAsOfSec } from "@/lib/domain/snapshot";
import { median, quantileSorted } from "@/lib/numeric/quantile";
import { type AgreementQuestion, answerAgreement, answerKey } from "@/lib/services/agreement-answer";
import { snapshotHistory } from "@/lib/services/agreement-history";
import { createAnalyticsCache } from "@/lib/services/analytics";
import { createLiveRankers } from "@/lib/services/live-ranker";
import { findRedisServer, startTestRedis } from "@/lib/testing/redis-server";

const TTL_SEC = 600;
const MEMORY_BYTES = 2 ** 30;
const PASSES = 5;

const { values } = parseArgs({
  options: { k: { type: "string", default: "20" }, agreements: { type: "string", default: "400" } },
});
const settings = env();
const rules = loadScoringRules(settings.dataDir);
const { snapshot } = await createSnapshotStore({ dataDir: settings.dataDir }).current();
const live = await createLiveRankers({
  registry: openModelRegistry(settings.dataDir),
  onRefused: (error) => console.error(error),
}).current(snapshot);
const analytics = createAnalyticsCache(rules);
const asOfSec = defaultAsOfSec(snapshot);
const { users, customers, regions, lines } = snapshot;
const step = Math.max(1, Math.floor(lines.userCount / Number(values.agreements)));
const asked = Array.from({ length: Math.ceil(lines.userCount / step) }, (_, at) => at * step);

function questionOf(user: number, variant: AgreementQuestion["options"]["variant"]): AgreementQuestion {
  const customer = users.customer[user];
  return {
    customerId: customers.customerId[customer],
    agreementId: users.agreementId[user],
    region: regions[customers.region[customer]] ?? null,
    options: { k: Number(values.k), asOfSec, variant, trial: null },
    rules,
    live,
    hidden: new Set(),
  };
}

function compute(question: AgreementQuestion) {
  const at = analytics.at(snapshot, question.options.asOfSec);
  const wanted = { agreementId: question.agreementId, beforeSec: question.options.asOfSec };
  return answerAgreement(at, snapshotHistory(at, wanted), question);
}

/** Milliseconds of each agreement: the median of some passes. */
async function timesOf(work: (question: AgreementQuestion) => unknown, questions: readonly AgreementQuestion[]) {
  const times = questions.map(() => [] as number[]);
  for (let pass = 0; pass < PASSES; pass++) {
    for (const [at, question] of questions.entries()) {
      // A request comes from a socket: without a turn of the event loop between two, Redis could not be read.
      await new Promise((resolve) => setImmediate(resolve));
      const startedMs = performance.now();
      await work(question);
      times[at].push(performance.now() - startedMs);
    }
  }
  return times.map((each) => median(each) ?? 0).sort((a, b) => a - b);
}

function tell(label: string, times: readonly number[]): void {
  const at = (q: number) => (quantileSorted(times, q) ?? 0).toFixed(3).padStart(9);
  console.log(`${label.padEnd(28)} ${at(0.5)} ${at(0.99)} ${at(1)}`);
}

const through = (cache: ValueCache) => (question: AgreementQuestion) =>
  cache.getOrCompute(answerKey(snapshot.id, question), () => compute(question));

console.log(
  `${lines.item.length} lines, ${lines.userCount} agreements (${asked.length} asked), k=${values.k}, model ${live?.modelId ?? "none"}`,
);
console.log(`${"".padEnd(28)}    p50 ms    p99 ms    max ms`);
const binary = findRedisServer();
const server = binary === null ? null : await startTestRedis(binary);
const withRedis = (maxBytes: number) => {
  const redis = server === null ? null : createRedisTier({ url: server.url, prefix: "bench", ttlSec: TTL_SEC });
  return createValueCache({ maxBytes, ttlSec: TTL_SEC, redis });
};

for (const variant of VARIANTS) {
  if (variant === "ranker" && live === null) continue;
  const questions = asked.map((user) => questionOf(user, variant));
  tell(`${variant} computed`, await timesOf(compute, questions));
  const memory = createValueCache({ maxBytes: MEMORY_BYTES, ttlSec: TTL_SEC });
  await timesOf(through(memory), questions);
  tell(`${variant} from memory`, await timesOf(through(memory), questions));
  const { memoryBytes, memoryEntries } = memory.stats();
  let stored = 0;
  for (const question of questions) stored += (await encodeEnvelope("size", await compute(question)))?.length ?? 0;
  if (server !== null) {
    // Without a memory of its own every request asks Redis; two passes fill it, for nobody waits for a write.
    const cache = withRedis(0);
    // Computing yields to no socket: the connection must be there before.
    while (cache.stats().state !== "ok") await new Promise((resolve) => setTimeout(resolve, 20));
    await timesOf(through(cache), questions);
    const before = cache.stats();
    tell(`${variant} from Redis`, await timesOf(through(cache), questions));
    const after = cache.stats();
    const share = (after.redisHits - before.redisHits) / (PASSES * questions.length);
    console.log(
      `  Redis answered ${(100 * share).toFixed(1)}%, mean read ${after.redisReadMs?.toFixed(3)} ms, ${after.errors} errors`,
    );
    await cache.close();
  }
  console.log(
    `  an answer: ${Math.round(memoryBytes / memoryEntries)} bytes in memory (estimate), ${Math.round(stored / questions.length)} in Redis`,
  );
}

// Another day than the default: what is computed over the whole snapshot first, which an answer in the cache spares.
const day = {
  ...questionOf(asked[0], "v3"),
  options: { k: Number(values.k), asOfSec: asOfSec - 30 * DAY_SEC, variant: "v3" as const, trial: null },
};
const startedMs = performance.now();
await compute(day);
console.log(`v3 30 days earlier, first question of a process: ${(performance.now() - startedMs).toFixed(1)} ms`);
await server?.kill();
