import { describe, expect, it } from "vitest";
import { rememberAnswers } from "@/lib/data/duckdb/remember-answers";
import type { Caller } from "@/lib/domain/caller";
import { ownerId } from "@/lib/domain/ids";
import { type FakeLine, type FakeWorld, fakeContext, fakeErp, fakeSnapshot, fakeSnapshots } from "@/lib/testing/fakes";
import { getNeighbours } from "./get-neighbours";
import { getProduct } from "./get-product";
import { listCustomers } from "./list-customers";
import { recordOutcome } from "./record-outcome";
import { rememberLast } from "./remember-last";
import type { ServiceContext } from "./service-context";

const manager: Caller = { subject: "test|m", email: null, name: "M", role: "manager", scope: { kind: "all" } };
const repOf = (owner: string, includeUnassigned = false): Caller => ({
  subject: `test|${owner}`,
  email: null,
  name: owner,
  role: "rep",
  scope: { kind: "owned", ownerId: ownerId(owner), includeUnassigned },
});
const CALLERS = [manager, repOf("o"), repOf("t"), repOf("o", true)];
const CUSTOMERS = 12;
const lines = Array.from({ length: CUSTOMERS }, (_, customer) =>
  Array.from({ length: 4 + (customer % 3) }, (_, at): FakeLine => {
    const day = at * 9 + (customer % 5);
    return { customer: `${customer}`, order: `${customer}-${at}`, day, product: `${at % 2}`, price: 2 + customer };
  }),
).flat();
const world: FakeWorld = {
  lines,
  owners: Object.fromEntries(Array.from({ length: CUSTOMERS }, (_, id) => [id, [null, "o", "t"][id % 3]])),
  names: Object.fromEntries(Array.from({ length: CUSTOMERS }, (_, id) => [id, `Name ${(id * 7) % CUSTOMERS}`])),
};

/** As in the program: a dataset's records are the same objects for everybody who asks. */
const opened = (of: FakeWorld = world, parts: Partial<ServiceContext> = {}) =>
  fakeContext(of, { erp: rememberAnswers(fakeErp(of)), ...parts });

const QUERIES = [
  {},
  { sort: "name" },
  { sort: "-name" },
  { due: "due" },
  { owner: "o", sort: "orders" },
  { q: "name 1" },
];

/** Everybody's way through every list, and every product. */
async function everything(context: ServiceContext): Promise<unknown[]> {
  const seen: unknown[] = [];
  for (const caller of CALLERS) {
    const { list } = await listCustomers(caller, {}, context);
    for (const query of QUERIES) {
      for (const { customerId } of list.rows) seen.push(await getNeighbours(caller, { customerId, query }, context));
    }
    for (const productId of ["0", "1"]) seen.push(await getProduct(caller, { productId, query: {} }, context));
  }
  return seen;
}

describe("what pages keep", () => {
  it("leads through each list in its order, within the caller's customers alone, whoever asked before", async () => {
    const context = opened();
    for (const caller of [...CALLERS, ...CALLERS]) {
      for (const query of QUERIES) {
        const { list } = await listCustomers(caller, query, context);
        const ids = list.rows.map(({ customerId }) => customerId);
        for (const [at, customerId] of ids.entries()) {
          expect(await getNeighbours(caller, { customerId, query }, context)).toMatchObject({
            previousCustomerId: ids[at - 1] ?? null,
            nextCustomerId: ids[at + 1] ?? null,
            total: ids.length,
          });
        }
      }
    }
  });

  it("says the same asked a second time, and in whatever order people ask", async () => {
    const context = opened();
    const first = await everything(context);
    expect(await everything(context)).toEqual(first);
    const alone = await Promise.all(
      CALLERS.map((caller) => getProduct(caller, { productId: "0", query: {} }, opened())),
    );
    for (const [at, caller] of CALLERS.entries()) {
      expect(await getProduct(caller, { productId: "0", query: {} }, context)).toEqual(alone[at]);
    }
  });

  it("never serves what another snapshot, another dataset or an outcome has made old", async () => {
    let now = world;
    const context = opened(world, {
      erp: new Proxy(rememberAnswers(fakeErp(world)), { get: (_, name) => Reflect.get(erps.get(now) ?? {}, name) }),
      snapshots: { ...fakeSnapshots(fakeSnapshot(world)), current: () => stores.get(now)?.current() as never },
    });
    const later = {
      ...world,
      lines: [...lines, ...lines.map((line) => ({ ...line, order: `${line.order}+`, day: line.day + 2 }))],
    };
    // The same lines, other owners and names: the same snapshot of another dataset.
    const renamed = { ...world, owners: { ...world.owners, 0: "t", 1: "t" }, names: { ...world.names, 3: "Aaa" } };
    const worlds = [world, later, renamed];
    const erps = new Map(worlds.map((one) => [one, rememberAnswers(fakeErp(one))]));
    const stores = new Map(worlds.map((one) => [one, fakeSnapshots(fakeSnapshot(one))]));
    for (const one of [...worlds, ...worlds]) {
      now = one;
      expect(await everything(context)).toEqual(await everything(opened(one)));
    }
    now = world;
    const refusal = {
      customerId: "1",
      agreementId: "1-1",
      productId: "0",
      basedOn: 0,
      kind: "never",
      reason: "price",
    } as const;
    await recordOutcome(manager, { ...refusal, idempotencyKey: "one-refusal" }, context);
    const fresh = opened(world, { store: context.store, outcomes: context.outcomes });
    expect(await everything(context)).toEqual(await everything(fresh));
  });

  it("lets the least recently used go", () => {
    const values = new Map<string, string>();
    const made: string[] = [];
    const ask = (key: string) =>
      rememberLast(
        values,
        key,
        () => {
          made.push(key);
          return key.toUpperCase();
        },
        2,
      );
    for (const key of ["a", "b", "a", "c", "a", "b"]) expect(ask(key)).toBe(key.toUpperCase());
    expect(made).toEqual(["a", "b", "c", "b"]);
  });
});
