import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ProductId, productId } from "@/lib/domain/ids";
import type { ListName, Reason, Recommendation } from "@/lib/domain/recommendation";
import { type EarlierLists, listChanges, type PresentLists } from "./list-changes";

const id = (text: string) => productId(text);
const row = (text: string, rank: number, list: ListName, key: Reason["key"] = "upcoming"): Recommendation => ({
  productId: id(text),
  list,
  rank,
  score: 0,
  components: [],
  reasons: [{ key, values: {} }],
  evidence: [],
  rhythm: null,
  suggestedQuantity: null,
  lastPrice: null,
  probability: null,
});
const rows = (list: ListName, texts: string[]) => texts.map((text, at) => row(text, at + 1, list));
const present = (parts: Partial<PresentLists>): PresentLists => ({
  reorder: [],
  discover: [],
  hidden: new Set(),
  boughtSince: new Set(),
  ...parts,
});
const earlier = (parts: Partial<EarlierLists>): EarlierLists => ({ reorder: [], discover: [], hidden: [], ...parts });

describe("listChanges", () => {
  it("says of each product that came why: bought, back, due, lapsed, or only moved", () => {
    const reorder = [
      row("bought", 1, "reorder", "due"),
      row("back", 2, "reorder", "due"),
      row("due", 3, "reorder", "overdue"),
      row("lapsed", 4, "reorder", "lapsed"),
      row("moved", 5, "reorder"),
      row("stayed", 6, "reorder"),
    ];
    const { entered, left } = listChanges(
      earlier({ reorder: [id("stayed")], hidden: [id("back")] }),
      present({ reorder, boughtSince: new Set([id("bought")]) }),
      20,
    );
    expect(entered.map(({ productId: one, cause }) => [one, cause])).toEqual(
      ["bought", "back", "due", "lapsed", "moved"].map((name) => [name, name]),
    );
    expect(left).toEqual([]);
  });

  it("says of each product that left why, with the place it had", () => {
    const { left } = listChanges(
      earlier({ reorder: [id("refused"), id("moved")], discover: [id("new")] }),
      present({ hidden: new Set([id("refused")]), boughtSince: new Set([id("new")]) }),
      20,
    );
    expect(left).toEqual([
      { productId: "refused", list: "reorder", cause: "hidden", rank: 1 },
      { productId: "moved", list: "reorder", cause: "moved", rank: 2 },
      { productId: "new", list: "discover", cause: "bought", rank: 1 },
    ]);
  });

  it("tells of no change where only the length of the list differs", () => {
    const texts = ["a", "b", "c", "d"];
    const before = earlier({ reorder: texts.map(id) });
    const now = present({ reorder: rows("reorder", texts.slice(0, 2)) });
    expect(listChanges(before, now, 2)).toEqual({ entered: [], left: [] });
  });

  it("accounts for every difference between the lists, and for nothing else", () => {
    const lists = fc.uniqueArray(fc.constantFrom(..."abcdefghij"), { maxLength: 6 });
    fc.assert(
      fc.property(lists, lists, fc.integer({ min: 1, max: 6 }), (before, now, k) => {
        const changes = listChanges(
          earlier({ reorder: before.map(id) }),
          present({ reorder: rows("reorder", now) }),
          k,
        );
        const kept: ProductId[] = before.slice(0, k).map(id);
        const after = kept.filter((one) => !changes.left.some((left) => left.productId === one));
        const ids = changes.entered.map((one) => one.productId);
        expect(new Set([...after, ...ids])).toEqual(new Set(now.slice(0, k)));
        for (const one of ids) expect(kept).not.toContain(one);
      }),
    );
  });
});
