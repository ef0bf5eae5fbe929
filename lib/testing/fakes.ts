import { createHash } from "node:crypto";
import type { PackedAnswers } from "@/lib/data/answers/packed-answers";
import { openSqliteAppStore } from "@/lib/data/app-store/sqlite-app-store";
import type { ListedModel } from "@/lib/data/artifacts/model-manifest";
import type { ModelRegistry } from "@/lib/data/artifacts/model-registry";
import { createValueCache } from "@/lib/data/cache/value-cache";
import type {
  AgreementRecord,
  CustomerRecord,
  ErpPort,
  LiveErpPort,
  ProductRecord,
  RejectedLine,
  ReportPort,
  SnapshotManifest,
  SnapshotPort,
} from "@/lib/data/ports";
import { AppError } from "@/lib/domain/app-error";
import type { Scope } from "@/lib/domain/caller";
import {
  agreementId,
  compareIds,
  customerId,
  type OwnerId,
  orderId,
  ownerId,
  type ProductId,
  productId,
} from "@/lib/domain/ids";
import { DEFAULT_SCORING_RULES, type ScoringRules } from "@/lib/domain/scoring-rules";
import { DAY_SEC, type Snapshot } from "@/lib/domain/snapshot";
import { createAnalyticsCache } from "@/lib/services/analytics";
import { createDerivedValues } from "@/lib/services/derived-values";
import { createOutcomeBook } from "@/lib/services/outcome-book";
import type { ServiceContext } from "@/lib/services/service-context";

/** An order line in the words of a test. `day` counts from 2024-01-01, fractions are hours. */
export interface FakeLine {
  readonly customer: string;
  /** Defaults to `${customer}-1`. */
  readonly agreement?: string;
  readonly order: string;
  readonly day: number;
  readonly product: string;
  readonly quantity?: number;
  readonly price?: number;
}

export interface FakeWorld {
  readonly lines: readonly FakeLine[];
  /** Owner by customer; null or absent = unassigned. */
  readonly owners?: Readonly<Record<string, string | null>>;
  /** Region by customer. */
  readonly regions?: Readonly<Record<string, string>>;
  /** Smallest group by product. */
  readonly groups?: Readonly<Record<string, string>>;
  readonly packs?: Readonly<Record<string, number>>;
  /** Customers without any order. */
  readonly silent?: readonly string[];
  /** Agreements without any order, as `[customer, agreement]`. */
  readonly idleAgreements?: readonly (readonly [string, string])[];
  readonly names?: Readonly<Record<string, string>>;
  readonly taxIds?: Readonly<Record<string, string>>;
  readonly blocked?: readonly string[];
}

/** Instant of a fake day, seconds. */
export const fakeSec = (day: number) => Date.UTC(2024, 0, 1) / 1000 + Math.round(day * DAY_SEC);

/** What a fake context's clock says: noon of day 60. */
export const FAKE_NOW_SEC = fakeSec(60.5);

const agreementOf = (line: FakeLine) => line.agreement ?? `${line.customer}-1`;
const sortedIds = (ids: Iterable<string>) => [...new Set(ids)].sort(compareIds);
const positions = (ids: readonly string[]) => new Map(ids.map((id, at) => [id, at]));

/** A snapshot of the lines, as the real one is laid out. */
export function fakeSnapshot(world: FakeWorld): Snapshot {
  const agreements = sortedIds(world.lines.map(agreementOf));
  const customers = sortedIds(world.lines.map((line) => line.customer));
  const products = sortedIds(world.lines.map((line) => line.product));
  const orders = sortedIds(world.lines.map((line) => line.order));
  const regions = [...new Set(Object.values(world.regions ?? {}))].sort();
  const groups = [...new Set(Object.values(world.groups ?? {}))].sort();
  const at = {
    user: positions(agreements),
    customer: positions(customers),
    item: positions(products),
    order: positions(orders),
  };
  const find = (map: Map<string, number>, id: string) => map.get(id) as number;
  const rows = world.lines
    .map((line) => ({
      user: find(at.user, agreementOf(line)),
      timeSec: fakeSec(line.day),
      order: find(at.order, line.order),
      item: find(at.item, line.product),
      quantity: line.quantity ?? 1,
      price: line.price ?? 0,
    }))
    .sort(
      (a, b) =>
        a.user - b.user ||
        a.timeSec - b.timeSec ||
        a.order - b.order ||
        a.item - b.item ||
        a.quantity - b.quantity ||
        a.price - b.price,
    );
  const userOffset = new Uint32Array(agreements.length + 1);
  for (const row of rows) userOffset[row.user + 1]++;
  for (let user = 0; user < agreements.length; user++) userOffset[user + 1] += userOffset[user];
  const customerOfUser = new Map(world.lines.map((line) => [agreementOf(line), find(at.customer, line.customer)]));
  const times = rows.map((row) => row.timeSec);
  return {
    id: createHash("sha256").update(JSON.stringify(rows)).digest("hex"),
    users: {
      agreementId: agreements.map(agreementId),
      customer: Int32Array.from(agreements, (id) => find(customerOfUser, id)),
    },
    customers: {
      customerId: customers.map(customerId),
      region: Int32Array.from(customers, (id) => regions.indexOf(world.regions?.[id] ?? "")),
    },
    items: {
      productId: products.map(productId),
      code: products.map((id) => `C-${id}`),
      name: products.map((id) => `Part ${id}`),
      nameUk: products.map(() => ""),
      group: Int32Array.from(products, (id) => groups.indexOf(world.groups?.[id] ?? "")),
      packingStandard: Float64Array.from(products, (id) => world.packs?.[id] ?? 1),
    },
    regions,
    groups,
    lines: {
      userCount: agreements.length,
      itemCount: products.length,
      orderCount: orders.length,
      userOffset,
      item: Int32Array.from(rows, (row) => row.item),
      order: Int32Array.from(rows, (row) => row.order),
      timeSec: Int32Array.from(times),
      quantity: Float64Array.from(rows, (row) => row.quantity),
      price: Float64Array.from(rows, (row) => row.price),
    },
    orderIds: orders.map(orderId),
    dataFromSec: times.length > 0 ? Math.min(...times) : 0,
    dataToSec: times.length > 0 ? Math.max(...times) : 0,
  };
}

/** The order database of a fake world, with the scope rule of the real ones. */
export function fakeErp(world: FakeWorld): ErpPort {
  const customers: CustomerRecord[] = sortedIds([...world.lines.map((l) => l.customer), ...(world.silent ?? [])]).map(
    (id) => {
      const owner = world.owners?.[id] ?? null;
      return {
        customerId: customerId(id),
        name: world.names?.[id] ?? `Customer ${id}`,
        taxId: world.taxIds?.[id] ?? null,
        phone: null,
        email: null,
        region: world.regions?.[id] ?? null,
        ownerId: owner === null ? null : ownerId(owner),
        ownerName: owner === null ? null : `Rep ${owner}`,
        isBlocked: world.blocked?.includes(id) ?? false,
      };
    },
  );
  const customerOfAgreement = new Map<string, string>([
    ...world.lines.map((line) => [agreementOf(line), line.customer] as const),
    ...(world.idleAgreements ?? []).map(([customer, agreement]) => [agreement, customer] as const),
  ]);
  const agreements: AgreementRecord[] = sortedIds(customerOfAgreement.keys()).map((id) => ({
    agreementId: agreementId(id),
    customerId: customerId(customerOfAgreement.get(id) as string),
    name: `Agreement ${id}`,
    number: `N-${id}`,
    currency: "EUR",
    isActive: true,
  }));
  const visible = (scope: Scope, owner: OwnerId | null) =>
    scope.kind === "all" || (owner === null ? scope.includeUnassigned : owner === scope.ownerId);
  const inScope = (scope: Scope) => customers.filter((record) => visible(scope, record.ownerId));
  const scopedAgreements = (scope: Scope) => {
    const ids = new Set(inScope(scope).map((record) => record.customerId));
    return agreements.filter((record) => ids.has(record.customerId));
  };
  return {
    customersInScope: async (scope) => inScope(scope),
    customer: async (scope, id) => inScope(scope).find((record) => record.customerId === id) ?? null,
    agreementsInScope: async (scope) => scopedAgreements(scope),
    agreementsOfCustomer: async (scope, id) => scopedAgreements(scope).filter((record) => record.customerId === id),
    agreement: async (scope, customer, id) =>
      scopedAgreements(scope).find((record) => record.agreementId === id && record.customerId === customer) ?? null,
    agreementHistory: async (scope, { agreementId: id, beforeSec }) => {
      if (!scopedAgreements(scope).some((record) => record.agreementId === id)) return null;
      const purchases = world.lines
        .filter((line) => agreementOf(line) === id && fakeSec(line.day) < beforeSec)
        .map((line) => ({
          orderId: orderId(line.order),
          orderedAtSec: fakeSec(line.day),
          productId: productId(line.product),
          quantity: line.quantity ?? 1,
          unitPrice: line.price ?? 0,
        }))
        .sort(
          (a, b) =>
            a.orderedAtSec - b.orderedAtSec || compareIds(a.orderId, b.orderId) || compareIds(a.productId, b.productId),
        );
      const bought = sortedIds(purchases.map((purchase) => purchase.productId));
      return { purchases, products: bought.map((one) => fakeProduct(world, productId(one))) };
    },
    products: async (ids) => ids.map((id) => fakeProduct(world, id)),
    catalogue: async () =>
      sortedIds(world.lines.map((line) => line.product)).map((id) => fakeProduct(world, productId(id))),
    stock: async () => null,
    analogues: async () => null,
    personByEmail: async () => null,
    people: async () => [],
    describe: async () => ({ tables: [{ name: "Order", rows: world.lines.length, required: true }] }),
    close: async () => undefined,
  };
}

function fakeProduct(world: FakeWorld, id: ProductId): ProductRecord {
  return {
    productId: id,
    code: `C-${id}`,
    name: `Part ${id}`,
    nameUk: null,
    oeNumber: null,
    packingStandard: world.packs?.[id] ?? 1,
  };
}

/** A live order database over a fake one; `agreementHistory` replaces how it answers. */
export function fakeLive(erp: ErpPort, parts: Partial<LiveErpPort> = {}): LiveErpPort {
  return {
    agreementHistory: (scope, question) => erp.agreementHistory(scope, question),
    status: () => ({ state: "ok", sinceSec: FAKE_NOW_SEC, reason: null }),
    close: async () => undefined,
    ...parts,
  };
}

/** Nothing was computed ahead. */
const noAnswers: PackedAnswers = {
  find: async () => null,
  keys: async () => new Map(),
  place: async () => Promise.reject(new AppError("unavailable", "Nothing is packed here.")),
  prune: async () => undefined,
  figures: () => ({ reads: 0, hits: 0, garbage: 0, meanReadMs: null }),
  close: async () => undefined,
};

/** A snapshot port over one fixed snapshot. */
export function fakeSnapshots(snapshot: Snapshot, rejectedLines: readonly RejectedLine[] = []): SnapshotPort {
  const manifest: SnapshotManifest = {
    snapshotId: snapshot.id,
    builtAt: "2024-06-01T00:00:00.000Z",
    source: { kind: "demo", detail: "fake" },
    counts: {
      lines: snapshot.lines.item.length,
      orders: snapshot.orderIds.length,
      agreements: snapshot.users.agreementId.length,
      customers: snapshot.customers.customerId.length,
      products: snapshot.items.productId.length,
    },
    dataFromSec: snapshot.dataFromSec,
    dataToSec: snapshot.dataToSec,
    excludedProductIds: [],
    warnings: [],
    rejected:
      rejectedLines.length === 0
        ? null
        : { total: rejectedLines.length, returns: 0, byReason: { broken: rejectedLines.length } },
  };
  return {
    current: async () => ({ snapshot, manifest }),
    rejectedLines: async ({ offset, limit }) => rejectedLines.slice(offset, offset + limit),
  };
}

/** A report port over texts by id. */
export function fakeReports(
  texts: Readonly<Record<string, string>>,
  /** Texts of lists by `${id}/${model}`. */
  lists: Readonly<Record<string, string>> = {},
): ReportPort {
  return {
    list: async () =>
      Object.entries(texts).map(([id, text]) => ({ id, changedAtMs: fakeSec(0) * 1000, bytes: text.length })),
    read: async (id) => texts[id] ?? null,
    readLists: async (id, model) => lists[`${id}/${model}`] ?? null,
  };
}

/** A registry over versions in memory. */
export function fakeModels(versions: readonly ListedModel[]): ModelRegistry {
  let listed = [...versions];
  const show = async (id: string) => {
    const found = listed.find(({ manifest }) => manifest.id === id);
    if (!found) throw new AppError("not_found", `There is no model "${id}".`);
    return found;
  };
  const promote = async (id: string) => {
    listed = listed.map(({ manifest, state }) => {
      if (manifest.id === id) return { manifest, state: "live" };
      return { manifest, state: state === "live" ? "retired" : state };
    });
  };
  return {
    list: async () => listed,
    show,
    read: async () => new Uint8Array(),
    live: async () => listed.find(({ state }) => state === "live") ?? null,
    add: async (manifest) => {
      listed = [{ manifest, state: "candidate" }, ...listed];
    },
    promote,
    rollBack: async () => {
      const before = listed.find(({ state }) => state === "retired");
      if (!before && listed.some(({ state }) => state === "live")) {
        await promote("v3");
        return "v3";
      }
      if (!before) throw new AppError("conflict", "There is no earlier model to go back to.");
      await promote(before.manifest.id);
      return before.manifest.id;
    },
  };
}

/** A service context over a fake world; `parts` replaces any of it. */
export function fakeContext(
  world: FakeWorld,
  { rules = DEFAULT_SCORING_RULES, ...parts }: Partial<ServiceContext> & { rules?: ScoringRules } = {},
): ServiceContext {
  const store = parts.store ?? openSqliteAppStore(":memory:");
  return {
    env: { source: "embedded" },
    erp: fakeErp(world),
    live: null,
    sourceStatus: () => parts.live?.status() ?? { state: "ok", sinceSec: FAKE_NOW_SEC, reason: null },
    snapshots: fakeSnapshots(fakeSnapshot(world)),
    answers: noAnswers,
    puller: { pull: async () => Promise.reject(new AppError("unavailable", "Nothing is pulled here.")) },
    reports: fakeReports({}),
    models: fakeModels([]),
    rules,
    rankers: { current: async () => null },
    cache: createValueCache({ maxBytes: 2 ** 20, ttlSec: 60 }),
    analytics: createAnalyticsCache(rules),
    derived: createDerivedValues(),
    store,
    storeStatus: () => ({ state: "ok", sinceSec: 0, reason: null }),
    outcomes: createOutcomeBook(store),
    nowSec: () => FAKE_NOW_SEC,
    ...parts,
  };
}
