/**
 * CPU time of scoring one agreement with full explanation on the current data set, for every agreement, and of the
 * statistics behind it. `npx tsx lib/testing/bench/scoring.ts [--k 20] [--variant v3|v3-plus]`; PARTWISE_DATA_DIR names the data.
 */
import { parseArgs } from "node:util";
import { env } from "@/lib/config/env";
import { loadScoringRules } from "@/lib/config/scoring-config";
import { createSnapshotStore } from "@/lib/data/snapshots/snapshot-store";
import { defaultAsOfSec } from "@/lib/domain/snapshot";
import { median, quantileSorted } from "@/lib/numeric/quantile";
import { recommend } from "@/lib/scoring/recommend";
import { snapshotHistory } from "@/lib/services/agreement-history";
import { createAnalyticsCache } from "@/lib/services/analytics";

const TARGET = { p50: 0.5, p99: 5 };
const PASSES = 9;
const SIZES = [1, 10, 50, 200, 1000, Number.POSITIVE_INFINITY];

const { values } = parseArgs({
  options: { k: { type: "string", default: "20" }, variant: { type: "string", default: "v3" } },
});
const k = Number(values.k);
const variant = values.variant === "v3-plus" ? "v3-plus" : "v3";
const { snapshot } = await createSnapshotStore({ dataDir: env().dataDir }).current();
const rules = loadScoringRules(env().dataDir);
const asOfSec = defaultAsOfSec(snapshot);

const cpuMs = () => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
};

function timed<Result>(work: () => Result): { ms: number; result: Result } {
  const startedMs = cpuMs();
  const result = work();
  return { ms: cpuMs() - startedMs, result };
}

const { ms: populationMs, result: at } = timed(() => createAnalyticsCache(rules).at(snapshot, asOfSec));
const { ms: portfolioMs } = timed(() => at.portfolio());

const { users, customers, regions, lines } = snapshot;
function scoreOne(user: number): void {
  const customer = users.customer[user];
  const region = customers.region[customer];
  const { history, items, orderIdOf } = snapshotHistory(at, {
    agreementId: users.agreementId[user],
    beforeSec: asOfSec,
  });
  recommend(
    { history, items, segment: at.population.segment[customer], asOfSec, variant, rules },
    {
      k,
      popular: at.popular(at.population.segment[customer], region),
      rates: at.population.rates,
      orderIdOf,
      region: regions[region] ?? "",
    },
  );
}

// One pass warms the compiler and fills the lists of popular items, as the first minutes of a day do.
for (let user = 0; user < lines.userCount; user++) scoreOne(user);

// The kernel counts a thread's CPU time in ticks of milliseconds, too coarse for one call. A call yields nowhere, so its
// wall time is its CPU time unless the kernel took the core away: the median of several passes leaves those out.
const passes = Array.from({ length: PASSES }, () => new Float64Array(lines.userCount));
const passCpuMs = timed(() => {
  for (const pass of passes) {
    for (let user = 0; user < lines.userCount; user++) {
      const started = process.hrtime.bigint();
      scoreOne(user);
      pass[user] = Number(process.hrtime.bigint() - started) / 1e6;
    }
  }
}).ms;
const timings = Array.from({ length: lines.userCount }, (_, user) => ({
  user,
  ms: median(passes.map((pass) => pass[user])) ?? 0,
}));

const show = (sorted: number[], q: number) => (quantileSorted(sorted, q) ?? 0).toFixed(3).padStart(8);
const linesOf = (user: number) => lines.userOffset[user + 1] - lines.userOffset[user];
console.log(
  `${lines.item.length} lines, ${lines.userCount} agreements, ${lines.itemCount} products; k=${k}, ${variant}`,
);
console.log(
  `population statistics ${populationMs.toFixed(0)} ms, portfolio ${portfolioMs.toFixed(0)} ms CPU, once per snapshot`,
);
console.log("lines of agreement   agreements   p50 ms   p99 ms   max ms");
SIZES.forEach((size, at) => {
  const above = at === 0 ? 0 : SIZES[at - 1];
  const sorted = timings
    .filter(({ user }) => linesOf(user) > above && linesOf(user) <= size)
    .map(({ ms }) => ms)
    .sort((a, b) => a - b);
  const label = size === Number.POSITIVE_INFINITY ? `over ${above}` : `${above + 1} to ${size}`;
  console.log(
    `${label.padEnd(20)} ${String(sorted.length).padStart(10)} ${show(sorted, 0.5)} ${show(sorted, 0.99)} ${show(sorted, 1)}`,
  );
});
const meanMs = passCpuMs / PASSES / lines.userCount;
console.log(`mean CPU of a call, all passes, collector included: ${meanMs.toFixed(3)} ms`);
const all = timings.map(({ ms }) => ms).sort((a, b) => a - b);
const p50 = quantileSorted(all, 0.5) ?? 0;
const p99 = quantileSorted(all, 0.99) ?? 0;
console.log(
  `${"all".padEnd(20)} ${String(all.length).padStart(10)} ${show(all, 0.5)} ${show(all, 0.99)} ${show(all, 1)}`,
);
console.log(
  `target p50 <= ${TARGET.p50} ms, p99 <= ${TARGET.p99} ms: ${p50 <= TARGET.p50 && p99 <= TARGET.p99 ? "met" : "missed"}`,
);
