import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drawCustomers } from "./bootstrap";
import { type GroupedWindow, groupFigures } from "./group-figures";

const drawn = drawCustomers({ customers: 6, draws: 200, seed: 1 });

const row = fc.record({
  customer: fc.nat(5),
  group: fc.constantFrom("a", "b"),
  value: fc.constantFrom(0, 0.25, 0.5, 1),
  ceiling: fc.constantFrom(0.5, 1),
});
const windowOf = (rows: { customer: number; group: string; value: number; ceiling: number }[]): GroupedWindow => ({
  customer: Int32Array.from(rows, (one) => one.customer),
  group: rows.map((one) => one.group),
  value: Float64Array.from(rows, (one) => one.value),
  ceiling: Float64Array.from(rows, (one) => one.ceiling),
  others: [Float64Array.from(rows, (one) => one.value)],
});
const windows = fc.array(fc.array(row, { minLength: 1, maxLength: 12 }).map(windowOf), { minLength: 1, maxLength: 3 });

describe("groupFigures", () => {
  it("counts every user in exactly one group of its window", () => {
    fc.assert(
      fc.property(windows, (given) => {
        const groups = groupFigures(given, { drawn, isShare: false });
        given.forEach((window, at) => {
          const users = groups.map(({ windows: own }) => own[at]?.users ?? 0);
          expect(users.reduce((sum, count) => sum + count, 0)).toBe(window.customer.length);
        });
        for (const { users, windows: own } of groups) {
          expect(users).toBe(own.reduce((sum, one) => sum + (one?.users ?? 0), 0));
        }
      }),
    );
  });

  it("gives intervals with their ends in order, and another model with the same figures the same mean", () => {
    fc.assert(
      fc.property(windows, (given) => {
        for (const { figure, others } of groupFigures(given, { drawn, isShare: false })) {
          expect(others[0]).toBe(figure.mean);
          expect(figure.low).toBeLessThanOrEqual(figure.high ?? 0);
        }
      }),
    );
  });

  it("divides by the group's own ceiling, and leaves a window without the group empty", () => {
    const given = [
      windowOf([{ customer: 0, group: "a", value: 0.25, ceiling: 0.5 }]),
      windowOf([{ customer: 1, group: "b", value: 0.5, ceiling: 1 }]),
    ];
    const [a, b] = groupFigures(given, { drawn, isShare: true });
    expect([a.figure.mean, a.ceiling, a.windows[1]]).toEqual([0.5, 1, null]);
    expect([b.figure.mean, b.windows[0]]).toEqual([0.5, null]);
  });
});
