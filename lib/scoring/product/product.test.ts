import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Interactions } from "@/lib/domain/interactions";
import { DEFAULT_SCORING_RULES } from "@/lib/domain/scoring-rules";
import { DAY_SEC, defaultAsOfSec } from "@/lib/domain/snapshot";
import { type FakeLine, fakeSnapshot } from "@/lib/testing/fakes";
import { agreementFigures } from "../due-products";
import { populationOf } from "../population";
import { snapshotIndexOf } from "../snapshot-index";
import { duePairsOf } from "./due-pairs";
import { goesWith } from "./goes-with";
import { itemBuyer, itemPurchases } from "./item-buyers";
import { itemLinesOf, userOfLine } from "./item-lines";
import { monthlyDemand } from "./monthly-demand";

const line = fc.record({
  customer: fc.constantFrom("1", "2", "3", "4"),
  day: fc.nat(200),
  product: fc.constantFrom("10", "11", "12", "13"),
  quantity: fc.integer({ min: 1, max: 5 }),
  price: fc.constantFrom(0, 2, 7.5),
});
const world = fc.array(line, { minLength: 1, maxLength: 60 }).map((lines) => ({
  lines: lines.map((one): FakeLine => ({ ...one, order: `${one.customer}-${one.day}` })),
}));

/** Everything of a snapshot that a product's page is computed from. */
function prepared(of: { lines: FakeLine[] }) {
  const snapshot = fakeSnapshot(of);
  const asOfSec = defaultAsOfSec(snapshot);
  const rules = DEFAULT_SCORING_RULES;
  const population = populationOf(snapshot, { index: snapshotIndexOf(snapshot), asOfSec, rules });
  return { snapshot, asOfSec, rules, population, itemLines: itemLinesOf(snapshot.lines) };
}

const eachItem = ({ itemCount }: Interactions) => Array.from({ length: itemCount }, (_, item) => item);

describe("itemLinesOf", () => {
  it("gives every line to its item once, ascending, and each line to its user", () => {
    fc.assert(
      fc.property(world, (of) => {
        const { snapshot, itemLines } = prepared(of);
        const { lines } = snapshot;
        const seen = eachItem(lines).flatMap((item) => {
          const own = Array.from(itemLines.line.subarray(itemLines.offset[item], itemLines.offset[item + 1]));
          expect(own).toEqual([...own].sort((a, b) => a - b));
          for (const at of own) expect(lines.item[at]).toBe(item);
          return own;
        });
        expect(seen.sort((a, b) => a - b)).toEqual(eachItem({ itemCount: lines.item.length } as Interactions));
        for (let at = 0; at < lines.item.length; at++) {
          const user = userOfLine(lines, at);
          expect(at >= lines.userOffset[user] && at < lines.userOffset[user + 1]).toBe(true);
        }
      }),
    );
  });
});

describe("itemBuyer", () => {
  it("says of a product what the customers' own lists say: the sums over products and over customers agree", () => {
    fc.assert(
      fc.property(world, (of) => {
        const { snapshot, asOfSec, rules, population, itemLines } = prepared(of);
        const { lines, items } = snapshot;
        const byProduct = { due: 0, overdue: 0, value: 0 };
        for (const item of eachItem(lines)) {
          for (const purchases of itemPurchases(lines, { itemLines, item, asOfSec })) {
            const packingStandard = items.packingStandard[item];
            const { rhythm, expectedValue } = itemBuyer(purchases, {
              item,
              asOfSec,
              rules,
              rates: population.rates,
              packingStandard,
            });
            if (rhythm.orders < 2 || (rhythm.state !== "due" && rhythm.state !== "overdue")) continue;
            byProduct.due++;
            byProduct.overdue += Number(rhythm.state === "overdue");
            byProduct.value += expectedValue;
          }
        }
        const pairs = duePairsOf(snapshot, { population, rules });
        const byCustomer = { due: 0, overdue: 0, value: 0 };
        for (let user = 0; user < lines.userCount; user++) {
          const past = itemHistory(lines, user);
          const figures = agreementFigures(past, {
            asOfSec,
            rules,
            rates: population.rates,
            packingStandard: items.packingStandard,
          });
          byCustomer.due += figures.dueCount;
          byCustomer.overdue += figures.overdueCount;
          byCustomer.value += figures.expectedValue;
        }
        expect(byProduct.due).toBe(byCustomer.due);
        expect(byProduct.overdue).toBe(byCustomer.overdue);
        expect(byProduct.value).toBeCloseTo(byCustomer.value, 9);
        expect(pairs.item.length).toBe(byCustomer.due);
        expect(pairs.expectedValue.reduce((sum, value) => sum + value, 0)).toBeCloseTo(byCustomer.value, 9);
      }),
    );
  });
});

function itemHistory(lines: Interactions, user: number) {
  const [from, to] = [lines.userOffset[user], lines.userOffset[user + 1]];
  const cut = <Column extends { subarray(from: number, to: number): Column }>(column: Column) =>
    column.subarray(from, to);
  return {
    item: cut(lines.item),
    order: cut(lines.order),
    timeSec: cut(lines.timeSec),
    quantity: cut(lines.quantity),
    price: cut(lines.price),
  };
}

describe("monthlyDemand", () => {
  it("loses no unit, and leaves no month out", () => {
    fc.assert(
      fc.property(world, (of) => {
        const { snapshot, asOfSec, itemLines } = prepared(of);
        const purchases = itemPurchases(snapshot.lines, { itemLines, item: 0, asOfSec });
        const months = monthlyDemand(purchases, asOfSec);
        const product = snapshot.items.productId[0];
        const units = of.lines
          .filter((one) => one.product === product)
          .reduce((sum, one) => sum + (one.quantity ?? 1), 0);
        expect(months.reduce((sum, month) => sum + month.units, 0)).toBe(units);
        const names = months.map(({ month }) => month);
        expect([...new Set(names)].sort()).toEqual(names);
      }),
    );
  });
});

describe("goesWith", () => {
  const basket = (customer: string, day: number, ...products: string[]): FakeLine[] =>
    products.map((product) => ({ customer, day, order: `${customer}-${day}`, product }));

  it("names what is ordered with it more often than chance has it, and never the product itself", () => {
    const lines = [
      ...[1, 2, 3, 4, 5, 6].flatMap((day) => basket("1", day, "10", "11")),
      ...Array.from({ length: 30 }, (_, day) => basket("2", day, "12")).flat(),
      ...basket("3", 3, "10", "12"),
    ];
    const { snapshot, asOfSec, itemLines } = prepared({ lines });
    const found = goesWith(snapshot.lines, { itemLines, item: 0, asOfSec, limit: 5 });
    expect(found.map(({ item, orders }) => [snapshot.items.productId[item], orders])).toEqual([["11", 6]]);
    expect(found[0].share).toBeCloseTo(6 / 7, 12);
  });

  it("looks at no order at or after the instant", () => {
    const lines = [1, 2, 3].flatMap((day) => basket("1", day, "10", "11")).concat(basket("2", 90, "12"));
    const { snapshot, itemLines } = prepared({ lines });
    const asOfSec = snapshot.dataFromSec + DAY_SEC;
    expect(goesWith(snapshot.lines, { itemLines, item: 0, asOfSec, limit: 5 })).toEqual([]);
  });
});
