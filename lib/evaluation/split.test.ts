import { describe, expect, it } from "vitest";
import { DAY_SEC } from "@/lib/domain/snapshot";
import { TINY_START_SEC, tinySnapshot } from "@/lib/testing/tiny-snapshot";
import { planWindows } from "./plan-windows";
import { splitAtWindow, splitLastBasket } from "./split";
import { truncateSnapshot } from "./truncate-snapshot";

const atDay = (day: number) => TINY_START_SEC + day * DAY_SEC;

describe("planWindows", () => {
  it("ends at the midnight after the newest line and does not overlap", () => {
    const { windows, note } = planWindows({ dataFromSec: atDay(0), dataToSec: atDay(199) + 5 });
    expect(
      windows.map((window) => [
        (window.cutoffSec - TINY_START_SEC) / DAY_SEC,
        (window.endSec - TINY_START_SEC) / DAY_SEC,
      ]),
    ).toEqual([
      [110, 140],
      [140, 170],
      [170, 200],
    ]);
    expect(note).toBeNull();
  });

  it("plans fewer windows on short data and says so", () => {
    const { windows, note } = planWindows({ dataFromSec: atDay(0), dataToSec: atDay(70) });
    expect(windows).toHaveLength(1);
    expect(note).toContain("1 of 3 windows");
    expect(planWindows({ dataFromSec: 0, dataToSec: 0 }).windows).toHaveLength(0);
  });
});

describe("splitAtWindow", () => {
  const snapshot = tinySnapshot([
    { user: "1", item: "10", order: "a", day: 0 },
    { user: "1", item: "11", order: "b", day: 39.99 },
    { user: "1", item: "12", order: "c", day: 40, quantity: 2, price: 3 },
    { user: "1", item: "13", order: "d", day: 69.99 },
    { user: "1", item: "14", order: "e", day: 70 },
    { user: "2", item: "10", order: "f", day: 41 },
    { user: "3", item: "10", order: "g", day: 1 },
  ]);
  const split = splitAtWindow(snapshot, { cutoffSec: atDay(40), endSec: atDay(70) });

  it("puts the cutoff into the holdout and the end outside of it", () => {
    expect([...split.past.lines.item]).toEqual([0, 1, 0]);
    expect([...(split.truth[0]?.items ?? [])]).toEqual([2, 3]);
    expect([...(split.truth[0]?.value ?? [])]).toEqual([6, 1]);
  });

  it("counts only users with history, silent ones among them", () => {
    expect([...split.users]).toEqual([0, 2]);
    expect(split.truth[1]).toBeNull();
  });

  it("leaves no trace of later lines in the past", () => {
    const { lines, orderIds, dataToSec } = truncateSnapshot(snapshot, atDay(40));
    expect(lines.orderCount).toBe(3);
    expect([...orderIds]).toEqual(["a", "b", "g"]);
    expect(dataToSec).toBeLessThan(atDay(40));
  });
});

describe("splitLastBasket", () => {
  it("holds out the distinct products of the last order of users with another before", () => {
    const split = splitLastBasket(
      tinySnapshot([
        { user: "1", item: "10", order: "a", day: 0 },
        { user: "1", item: "11", order: "b", day: 5 },
        { user: "1", item: "12", order: "b", day: 5 },
        { user: "1", item: "12", order: "b", day: 5 },
        { user: "2", item: "10", order: "c", day: 9 },
      ]),
    );
    expect([...split.users]).toEqual([0]);
    expect([...(split.truth[0]?.items ?? [])]).toEqual([1, 2]);
    expect([...split.past.lines.item]).toEqual([0]);
    expect(split.asOfSec[0]).toBe(atDay(5));
  });

  it("keeps an earlier order of the same day, whose time data of whole days cannot tell apart", () => {
    const split = splitLastBasket(
      tinySnapshot([
        { user: "1", item: "10", order: "a", day: 5 },
        { user: "1", item: "11", order: "b", day: 5 },
      ]),
    );
    expect([...(split.truth[0]?.items ?? [])]).toEqual([1]);
    expect([...split.past.lines.item]).toEqual([0]);
    expect(split.asOfSec[0]).toBe(atDay(5) + 1);
  });
});
