import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FeatureColumns, type FeatureStore, openFeatureStore } from "@/lib/data/features/feature-store";
import { ITEM_DEMAND_FEATURES } from "@/lib/data/features/item-demand-rows";
import { historyBefore } from "@/lib/domain/interactions";
import { DAY_SEC, type Snapshot } from "@/lib/domain/snapshot";
import { truncateSnapshot } from "@/lib/evaluation/truncate-snapshot";
import { Random } from "@/lib/numeric/random";
import { DEFAULT_CANDIDATES } from "@/lib/scoring/candidates/generate-candidates";
import { RANKER_FEATURES } from "@/lib/scoring/features/feature-set";
import { DEMAND_HALF_LIVES_DAYS, DEMAND_WINDOWS_DAYS, RATE_WINDOWS_DAYS } from "@/lib/scoring/features/item-demand";
import { buildPopulation } from "@/lib/scoring/features/population";
import { eventScratch, purchaseEventsOf } from "@/lib/scoring/features/purchase-events";
import type { RankerModel } from "@/lib/scoring/rankers/ranker-model";
import { rankerRuntime, scoreCandidates } from "@/lib/scoring/rankers/score-candidates";
import { TINY_START_SEC, type TinyLine, tinySnapshot } from "@/lib/testing/tiny-snapshot";
import { windowFolds } from "@/lib/training/ranker/training-asks";
import { buildTrainingRows } from "@/lib/training/ranker/training-rows";
import { type BuiltFeatures, buildFeatures, LABEL_DAYS } from "./build-features";

const DAYS = 420;
const CUTOFF_SEC = TINY_START_SEC + 380 * DAY_SEC;

/** 40 customers of 30 products: orders at odd hours, two lines of one product in an order, lines without a price. */
function shop(seed: number, scramble: (line: TinyLine) => TinyLine | null = (line) => line): Snapshot {
  const random = new Random(seed);
  const lines: TinyLine[] = [];
  const users = Array.from({ length: 40 }, (_, user) => `${user + 1}`);
  const items = Array.from({ length: 30 }, (_, item) => `${item + 100}`);
  for (const [index, user] of users.entries()) {
    for (let day = random.int(60); day < DAYS; day += 1 + random.int(30)) {
      // Some at midnight sharp: on the border of every window.
      const moment = day + (random.chance(0.5) ? 0.37 : 0);
      for (let piece = 0; piece < 1 + random.int(5); piece++) {
        const item = items[random.chance(0.6) ? (index + random.int(4)) % 28 : random.int(28)];
        const price = random.chance(0.1) ? 0 : 1 + random.int(30);
        const line = scramble({ user, item, order: `${user}-${day}`, day: moment, quantity: 1 + random.int(5), price });
        if (line !== null) lines.push(line);
      }
    }
  }
  return tinySnapshot(lines, { users, items });
}

const isFuture = ({ day }: TinyLine) => TINY_START_SEC + day * DAY_SEC >= CUTOFF_SEC;

/** A model that has learnt nothing: serving's path to features is what is asked here. */
const MODEL: RankerModel = {
  featureSet: { name: RANKER_FEATURES.name, version: RANKER_FEATURES.version },
  trees: {
    featureCount: RANKER_FEATURES.names.length,
    base: 0,
    treeOffset: Int32Array.of(0, 1),
    feature: Int16Array.of(-1),
    threshold: new Float64Array(1),
    missingLeft: new Uint8Array(1),
    left: new Int32Array(1),
    right: new Int32Array(1),
    value: new Float64Array(1),
    cover: Float64Array.of(1),
  },
  candidates: DEFAULT_CANDIDATES,
  calibration: null,
  hidden: new Int32Array(0),
};

describe("stored features", () => {
  const snapshot = shop(1);
  let folder: string;
  let store: FeatureStore;
  let built: BuiltFeatures;
  let pairs: FeatureColumns;

  const build = (of: Snapshot, dataDir: string, limitUsers: number | null = null) =>
    buildFeatures({
      snapshot: of,
      cutoffSec: CUTOFF_SEC,
      limitUsers,
      seed: 1,
      dataDir,
      codeVersion: "code",
      createdAt: "2021-01-01T00:00:00.000Z",
    });

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "partwise-features-"));
    store = openFeatureStore(folder);
    built = await build(snapshot, folder);
    pairs = await store.read(built.pairs.manifest);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it("are, value for value, what serving computes for the same history and instant", () => {
    const runtime = rankerRuntime(MODEL, buildPopulation(truncateSnapshot(snapshot, CUTOFF_SEC), CUTOFF_SEC));
    const columns = [...pairs.features.values()];
    let row = 0;
    for (let user = 0; user < snapshot.lines.userCount; user++) {
      const history = historyBefore(snapshot.lines, user, CUTOFF_SEC);
      if (history.item.length === 0) continue;
      const served = scoreCandidates(runtime, { user, history, asOfSec: CUTOFF_SEC }, Number.POSITIVE_INFINITY);
      for (const [at, item] of served.items.entries()) {
        expect([pairs.agreementId[row], pairs.productId[row]]).toEqual([
          snapshot.users.agreementId[user],
          snapshot.items.productId[item],
        ]);
        const stored = Float32Array.from(columns, (column) => column[row]);
        expect(stored).toEqual(served.rows.slice(at * stored.length, (at + 1) * stored.length));
        row++;
      }
    }
    expect(row).toBe(pairs.rowCount);
    expect(row).toBeGreaterThan(500);
  });

  it("are, value for value, what the ranker is trained on for that window, label and all", () => {
    const rules = { maxFolds: 1, horizonDays: LABEL_DAYS, strideDays: 15, minHistoryDays: 30, maxUsers: 1e6, seed: 1 };
    const [fold] = windowFolds(snapshot, CUTOFF_SEC + LABEL_DAYS * DAY_SEC, rules);
    expect(fold.contextSec).toBe(CUTOFF_SEC);
    const asks = [...fold.asks, ...fold.silent].sort((a, b) => a.user - b.user);
    const trained = buildTrainingRows({
      population: buildPopulation(truncateSnapshot(snapshot, CUTOFF_SEC), CUTOFF_SEC),
      asks,
      features: RANKER_FEATURES,
      candidates: DEFAULT_CANDIDATES,
    });
    expect(trained.rowCount).toBe(pairs.rowCount);
    expect(trained.label).toEqual(pairs.label);
    const columns = [...pairs.features.values()];
    const stored = new Float32Array(trained.values.length);
    for (const [feature, column] of columns.entries())
      for (let row = 0; row < column.length; row++) stored[row * columns.length + feature] = column[row];
    expect(stored).toEqual(trained.values);
  });

  it("know nothing of the future: editing or deleting it changes no value of either set", async () => {
    const demand = await store.read(built.demand.manifest);
    const deleted = shop(1, (line) => (isFuture(line) ? null : line));
    const edited = shop(1, (line) => (isFuture(line) ? { ...line, item: "101", quantity: 99, price: 7 } : line));
    for (const [name, other] of Object.entries({ deleted, edited })) {
      const again = await build({ ...other, id: name }, folder);
      const { label: _, ...rest } = await store.read(again.pairs.manifest);
      expect({ ...rest, label: pairs.label }).toEqual(pairs);
      expect(await store.read(again.demand.manifest)).toEqual(demand);
    }
  });

  it("label what was bought in the days after the cutoff, and only once these are over", async () => {
    const { lines, users, items } = snapshot;
    const bought = new Set<string>();
    for (let user = 0; user < lines.userCount; user++)
      for (let line = lines.userOffset[user]; line < lines.userOffset[user + 1]; line++) {
        const age = lines.timeSec[line] - CUTOFF_SEC;
        if (age >= 0 && age < LABEL_DAYS * DAY_SEC)
          bought.add(`${users.agreementId[user]} ${items.productId[lines.item[line]]}`);
      }
    const expected = pairs.productId.map((product, row) =>
      bought.has(`${pairs.agreementId[row]} ${product}`) ? 1 : 0,
    );
    expect([...(pairs.label as Uint8Array)]).toEqual(expected);
    expect(expected).toContain(1);
    const open = await build({ ...truncateSnapshot(snapshot, CUTOFF_SEC + 5 * DAY_SEC), id: "open" }, folder);
    expect(open.pairs.manifest.labelDays).toBeNull();
    expect((await store.read(open.pairs.manifest)).label).toBeNull();
  });

  it("are the same figures by SQL as by typed arrays", async () => {
    const stored = (await store.read(built.demand.manifest)).features;
    const { demand } = buildPopulation(snapshot, CUTOFF_SEC);
    const expected = new Map<string, ArrayLike<number>>();
    for (const [w, days] of DEMAND_WINDOWS_DAYS.entries()) {
      expected.set(`buyers_${days}d`, demand.buyers[w]);
      expected.set(`new_buyers_${days}d`, demand.newBuyers[w]);
      expected.set(`orders_${days}d`, ordersWithin(snapshot, days));
    }
    expected.set("buyers_ever", demand.buyers[DEMAND_WINDOWS_DAYS.length]);
    expected.set("orders_ever", demand.events);
    expected.set("first_sale_age_days", demand.firstAgeDays);
    expected.set("last_sale_age_days", demand.lastAgeDays);
    expected.set("active_days_14", demand.activeDays14);
    expected.set("active_days_60", demand.activeDays60);
    expected.set("repeat_rate", demand.repeatRate);
    expected.set("interval_days", demand.intervalDays);
    for (const [h, days] of DEMAND_HALF_LIVES_DAYS.entries()) expected.set(`decayed_${days}`, demand.decayed[h]);
    for (const [r, days] of RATE_WINDOWS_DAYS.entries()) {
      expected.set(`reorder_${days}d`, demand.reorder[r]);
      expected.set(`adopt_${days}d`, demand.adopt[r]);
    }
    expected.set("log_price", demand.logPrice);
    expected.set("log_quantity", demand.logQuantity);
    expected.set("buyer_breadth", demand.buyerBreadth);
    expect([...stored.keys()].sort()).toEqual([...expected.keys()].sort());
    for (const [name, values] of expected) {
      const column = stored.get(name) as Float32Array;
      for (let item = 0; item < snapshot.lines.itemCount; item++) {
        const [sql, typed] = [column[item], values[item]];
        // Sums in another order differ in the last bits; counts do not differ at all.
        const isClose = Object.is(sql, typed) || Math.abs(sql - typed) <= 1e-6 * Math.max(1, Math.abs(typed));
        expect(isClose, `${name} of product ${item}: ${sql} by SQL, ${typed} by typed arrays`).toBe(true);
      }
    }
    expect(ITEM_DEMAND_FEATURES.names).toHaveLength(expected.size);
  });

  it("are built of a sample that the seed decides, and say so", async () => {
    const [first, second] = [
      await build({ ...snapshot, id: "sampled" }, folder, 7),
      await build({ ...snapshot, id: "sampled" }, folder, 7),
    ];
    expect(first.pairs.manifest.users).toEqual({ asked: 7, known: 40 });
    expect(second.pairs.manifest).toEqual(first.pairs.manifest);
    const { agreementId } = await store.read(second.pairs.manifest);
    expect(new Set(agreementId).size).toBe(7);
  });

  it("are the same bytes for the same data", async () => {
    const bytes = await readFile(built.pairs.file);
    const again = await build(snapshot, folder);
    expect((await readFile(again.pairs.file)).equals(bytes)).toBe(true);
  });

  it("refuses a day before all data", async () => {
    const cutoffSec = TINY_START_SEC - DAY_SEC;
    const asked = buildFeatures({
      snapshot,
      cutoffSec,
      limitUsers: null,
      seed: 1,
      dataDir: folder,
      codeVersion: "code",
      createdAt: "",
    });
    await expect(asked).rejects.toThrow("Nobody bought anything before that day.");
  });
});

/** Purchases (distinct user, order) of each item within a window. */
function ordersWithin({ lines }: Snapshot, days: number): Float64Array {
  const orders = new Float64Array(lines.itemCount);
  const scratch = eventScratch(lines.itemCount);
  for (let user = 0; user < lines.userCount; user++) {
    const own = purchaseEventsOf(historyBefore(lines, user, CUTOFF_SEC), scratch);
    for (let e = 0; e < own.count; e++) if (CUTOFF_SEC - own.timeSec[e] <= days * DAY_SEC) orders[own.item[e]]++;
  }
  return orders;
}
