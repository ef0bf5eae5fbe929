import { afterEach, describe, expect, it } from "vitest";
import { columnsOfSnapshot, decodeSnapshot, encodeSnapshot } from "@/lib/data/snapshots/snapshot-codec";
import type { Caller } from "@/lib/domain/caller";
import type { Snapshot } from "@/lib/domain/snapshot";
import { encodeRanker } from "@/lib/scoring/rankers/ranker-codec";
import {
  type FakeLine,
  type FakeWorld,
  fakeContext,
  fakeErp,
  fakeLive,
  fakeSnapshot,
  fakeSnapshots,
} from "@/lib/testing/fakes";
import { stumpModel } from "@/lib/testing/stump-model";
import { type AnswerThread, openAnswerThread } from "./answer-thread";
import { getCustomer } from "./get-customer";
import { rankerOf } from "./live-ranker";
import { recommendForAgreement } from "./recommend-for-agreement";
import type { ServiceContext } from "./service-context";

const manager: Caller = { subject: "iss|m", email: null, name: "M", role: "manager", scope: { kind: "all" } };
const CUSTOMERS = 6;
const lines = Array.from({ length: CUSTOMERS }, (_, customer) =>
  Array.from({ length: 12 }, (_, at): FakeLine => {
    const day = (at * 5 + customer) % 59;
    return { customer: `${customer}`, order: `${customer}-${at}`, day, product: `${(at + customer) % 7}`, price: 3 };
  }),
).flat();
const world: FakeWorld = { lines };
const model = { modelId: "stump", bytes: encodeRanker(stumpModel()) };

function sharedSnapshot(): Snapshot {
  const bytes = Buffer.concat(encodeSnapshot(columnsOfSnapshot(fakeSnapshot(world))).parts);
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
  shared.set(bytes);
  return decodeSnapshot(shared);
}

const snapshot = sharedSnapshot();
const snapshots = fakeSnapshots(snapshot);
const open: AnswerThread[] = [];
afterEach(() => {
  for (const thread of open.splice(0)) thread.retire();
});

function opened(): AnswerThread {
  const { rules } = fakeContext(world);
  const thread = openAnswerThread({ snapshot, rules, model, graceMs: 0 });
  if (thread === null) throw new Error("No thread here.");
  open.push(thread);
  return thread;
}

function contextWith(thread: AnswerThread | null, parts: Partial<ServiceContext> = {}): ServiceContext {
  const ranker = rankerOf({ ...model, snapshot, thread });
  return fakeContext(world, { snapshots, rankers: { current: async () => ranker }, ...parts });
}

async function views(context: ServiceContext): Promise<unknown[]> {
  const all: unknown[] = [];
  for (let customer = 0; customer < CUSTOMERS; customer++) {
    const request = { customerId: `${customer}`, agreementId: `${customer}-1`, query: {} };
    all.push({ ...(await recommendForAgreement(manager, request, context)), engineMs: 0 });
    all.push(await getCustomer(manager, request, context));
  }
  return all;
}

describe("the thread that answers with the model", { timeout: 60_000 }, () => {
  it("says what would have been computed here, and nothing of the model is built here", async () => {
    const ranker = rankerOf({ ...model, snapshot, thread: opened() });
    const unbuilt = {
      modelId: ranker.modelId,
      thread: ranker.thread,
      get runtime(): never {
        throw new Error("The model's statistics were built in the thread that serves pages.");
      },
    };
    const context = fakeContext(world, { snapshots, rankers: { current: async () => unbuilt } });
    expect(await views(context)).toEqual(await views(contextWith(null)));
  });

  it("answers for a live history with products and orders that the snapshot lacks", async () => {
    const order = { customer: "1", order: "of today", day: 59.5, price: 7 };
    const newer = { ...world, lines: [...lines, { ...order, product: "3" }, { ...order, product: "900" }] };
    const live = fakeLive(fakeErp(newer));
    const [asked, here] = [contextWith(opened(), { live }), contextWith(null, { live })];
    const all = await views(asked);
    expect(all).toEqual(await views(here));
    expect(JSON.stringify(all).includes('"of today"')).toBe(true);
  });

  it("leaves the answer to whoever asks once it is gone, also under way", async () => {
    const thread = opened();
    thread.retire();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await views(contextWith(thread))).toEqual(await views(contextWith(null)));
    const damaged = openAnswerThread({
      snapshot,
      rules: fakeContext(world).rules,
      model: { modelId: "stump", bytes: new Uint8Array(3) },
    });
    expect(await views(contextWith(damaged))).toEqual(await views(contextWith(null)));
  });

  it("answers what was asked before it was retired", async () => {
    const thread = opened();
    const asked = views(contextWith(thread));
    thread.retire();
    expect(await asked).toEqual(await views(contextWith(null)));
  });

  it("is not to be had for a snapshot that threads cannot share", () => {
    expect(openAnswerThread({ snapshot: fakeSnapshot(world), rules: fakeContext(world).rules, model })).toBeNull();
  });
});
