import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/domain/app-error";
import { type ProductId, productId } from "@/lib/domain/ids";
import { type FakeWorld, fakeErp } from "@/lib/testing/fakes";
import { supplyOf } from "./supply-of";

const world: FakeWorld = { lines: [{ customer: "1", order: "o", day: 0, product: "a" }] };
const id = (text: string) => productId(text);
const labelOf = (product: ProductId) => ({ code: `C-${product}`, name: `Name ${product}`, nameUk: null });
const AMOUNTS: Record<string, [storage: string, amount: number][]> = {
  a: [],
  b: [
    ["Kyiv", 2],
    ["Lviv", 3],
  ],
  c: [["Kyiv", 9]],
};
const stocked = {
  ...fakeErp(world),
  stock: async (ids: readonly ProductId[]) =>
    ids.flatMap((one) => AMOUNTS[one].map(([storage, amount]) => ({ productId: one, storage, amount }))),
  analogues: async () => ["b", "c"].map((one) => ({ productId: id("a"), analogueId: id(one) })),
};

describe("supplyOf", () => {
  it("adds up what lies in all stores, and names the best stocked substitute first", async () => {
    const supply = await supplyOf({ erp: stocked }, [id("a"), id("b")], labelOf);
    expect(supply(id("b"))).toEqual({ stock: 5, substitutes: [] });
    expect(supply(id("a")).stock).toBe(0);
    expect(supply(id("a")).substitutes.map((one) => [one.code, one.stock])).toEqual([
      ["C-c", 9],
      ["C-b", 5],
    ]);
  });

  it("says nothing where the source has neither table, which is not the same as none in stock", async () => {
    const supply = await supplyOf({ erp: fakeErp(world) }, [id("a")], labelOf);
    expect(supply(id("a"))).toEqual({ stock: null, substitutes: [] });
  });

  it("leaves the list without it when the source does not answer", async () => {
    const stock = async () => {
      throw new AppError("unavailable", "The order database does not answer.");
    };
    const supply = await supplyOf({ erp: { ...stocked, stock } }, [id("a")], labelOf);
    expect(supply(id("a"))).toEqual({ stock: null, substitutes: [] });
  });
});
