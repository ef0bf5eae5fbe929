import { describe, expect, it, vi } from "vitest";
import { defaultAsOfSec } from "@/lib/domain/snapshot";
import { type FakeWorld, fakeContext, fakeSnapshot, fakeSnapshots } from "@/lib/testing/fakes";
import type { AnswerThread } from "./answer-thread";
import { createWarmer } from "./keep-warm";

const world: FakeWorld = { lines: [{ customer: "1", order: "1", day: 3, product: "1" }] };
const snapshot = fakeSnapshot(world);

describe("keeping warm", () => {
  it("computes what pages need once a snapshot, and starts the model's thread without anybody asking", async () => {
    const thread: AnswerThread = { start: vi.fn(), answer: vi.fn(), retire: vi.fn() };
    const ranker = {
      modelId: "m",
      thread,
      get runtime(): never {
        throw new Error("The model's statistics were built in the thread that serves pages.");
      },
    };
    const context = fakeContext(world, {
      snapshots: fakeSnapshots(snapshot),
      rankers: { current: async () => ranker },
    });
    const at = context.analytics.at(snapshot, defaultAsOfSec(snapshot));
    const portfolio = vi.spyOn(at, "portfolio");
    const look = createWarmer(async () => context);
    await look();
    expect(portfolio).toHaveBeenCalledTimes(1);
    await look();
    expect(portfolio).toHaveBeenCalledTimes(1);
    expect(thread.start).toHaveBeenCalled();
  });

  it("looks again where there was nothing to look at", async () => {
    let tries = 0;
    const context = fakeContext(world);
    const look = createWarmer(async () => {
      tries++;
      if (tries === 1) throw new Error("There is no data yet.");
      return context;
    });
    await look();
    await look();
    expect(tries).toBe(2);
  });
});
