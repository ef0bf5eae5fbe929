import { describe, expect, it } from "vitest";
import { DAY_SEC } from "@/lib/domain/snapshot";
import { makeFold } from "@/lib/evaluation/fold";
import { TINY_START_SEC, tinySnapshot } from "@/lib/testing/tiny-snapshot";
import { embedProducts } from "./embed-products";
import { runCell } from "./run-cell";

const lines = ["A", "B", "C"].map((item, at) => ({ user: String(at), item, order: item, day: 50 }));
const tiny = tinySnapshot([...lines, { user: "0", item: "B", order: "later", day: 70 }]);
const snapshot = { ...tiny, items: { ...tiny.items, name: ["hinge", "bolt", ""], nameUk: ["", "", "завіса"] } };
const cutoffSec = TINY_START_SEC + 60 * DAY_SEC;
const fold = makeFold(snapshot, { protocol: "next-30-days", cutoffSec, endSec: cutoffSec + 30 * DAY_SEC }, 1);

/** Words of one meaning in two languages share a direction, which n-grams cannot know. */
const MEANINGS: Readonly<Record<string, readonly number[]>> = { hinge: [1, 0], завіса: [0.8, 0.6], bolt: [0, 1] };
const embedder = {
  id: "dictionary@1",
  source: "made for a test",
  embed: async (texts: readonly string[]) => ({
    dimensions: 2,
    rows: Float64Array.from(texts.flatMap((text) => MEANINGS[text])),
  }),
};

describe("text similarity over sentence vectors", () => {
  it("lists by their likeness and records whose vectors they were", async () => {
    const cell = runCell(
      fold,
      { model: "text-similarity", seed: 1, settings: null },
      await embedProducts(snapshot.items, embedder),
    );
    expect(cell.lists).toEqual([[0, 2, 1]]);
    expect(cell.reorderLists).toEqual([[0]]);
    expect(cell.params).toEqual({ halfLifeDays: 180, embeddings: "dictionary@1" });
  });

  it("does not mind what all texts have in common", async () => {
    const shifted = {
      ...embedder,
      embed: async (texts: readonly string[]) => {
        const { rows } = await embedder.embed(texts);
        return { dimensions: 2, rows: rows.map((value) => value + 5) };
      },
    };
    const cell = runCell(
      fold,
      { model: "text-similarity", seed: 1, settings: null },
      await embedProducts(snapshot.items, shifted),
    );
    expect(cell.lists).toEqual([[0, 2, 1]]);
  });

  it("changes no other model and is not used unless it is given", async () => {
    const products = await embedProducts(snapshot.items, embedder);
    const listsOf = (given: typeof products | null) =>
      runCell(fold, { model: "popularity", seed: 1, settings: null }, given).lists;
    expect(listsOf(products)).toEqual(listsOf(null));
    expect(runCell(fold, { model: "text-similarity", seed: 1, settings: null }).params).toEqual({ halfLifeDays: 180 });
  });

  it("refuses vectors of another catalogue", async () => {
    const products = await embedProducts({ ...snapshot.items, name: ["hinge"], nameUk: [""] }, embedder);
    expect(() => runCell(fold, { model: "text-similarity", seed: 1, settings: null }, products)).toThrow(
      "another catalogue",
    );
  });
});
