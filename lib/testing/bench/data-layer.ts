/**
 * Times the current dataset of PARTWISE_DATA_DIR: loading the snapshot and every query of the order database.
 * Usage: npx tsx lib/testing/bench/data-layer.ts [repetitions]
 */
import { env } from "@/lib/config/env";
import { createCurrentErp } from "@/lib/data/duckdb/current-erp";
import { createSnapshotStore } from "@/lib/data/snapshots/snapshot-store";

const repetitions = Number(process.argv[2] ?? 100);
const ALL = { kind: "all" } as const;
const FOREVER_SEC = 2 ** 31 - 1;

const store = createSnapshotStore({ dataDir: env().dataDir });
const startedMs = performance.now();
const { snapshot, manifest } = await store.current();
console.log(
  `snapshot loaded in ${(performance.now() - startedMs).toFixed(1)} ms: ${manifest.counts.lines} lines, ${manifest.counts.customers} customers`,
);

const erp = createCurrentErp({ store });
const { agreementId, customer } = snapshot.users;
const { customerId } = snapshot.customers;
const userOf = (index: number) => (index * 7919) % agreementId.length;
const customerOf = (index: number) => customerId[customer[userOf(index)]];

async function time(name: string, ask: (index: number) => Promise<unknown>): Promise<void> {
  for (let index = 0; index < 8; index++) await ask(index);
  const spentMs: number[] = [];
  for (let index = 0; index < repetitions; index++) {
    const fromMs = performance.now();
    await ask(index);
    spentMs.push(performance.now() - fromMs);
  }
  spentMs.sort((a, b) => a - b);
  const at = (share: number) => spentMs[Math.min(spentMs.length - 1, Math.floor(spentMs.length * share))].toFixed(2);
  console.log(`${name.padEnd(22)} min ${at(0)} ms  p50 ${at(0.5)} ms  p95 ${at(0.95)} ms`);
}

await time("customersInScope", () => erp.customersInScope(ALL));
await time("agreementsInScope", () => erp.agreementsInScope(ALL));
await time("customer", (index) => erp.customer(ALL, customerOf(index)));
await time("agreementsOfCustomer", (index) => erp.agreementsOfCustomer(ALL, customerOf(index)));
await time("agreement", (index) => erp.agreement(ALL, customerOf(index), agreementId[userOf(index)]));
await time("agreementHistory", (index) =>
  erp.agreementHistory(ALL, { agreementId: agreementId[userOf(index)], beforeSec: FOREVER_SEC }),
);
await time("products, 40 ids", (index) => erp.products(snapshot.items.productId.slice(index, index + 40)));
console.log(`memory ${(process.memoryUsage().rss / 1e6).toFixed(0)} MB`);
await erp.close();
