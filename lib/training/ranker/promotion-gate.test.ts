import { expect, it } from "vitest";
import { gateObjections } from "./promotion-gate";

const at = (low: number, high: number) => ({ difference: { mean: (low + high) / 2, low, high } });
const good = { "precision@20": at(-0.002, 0.01), "ndcg@20": at(0, 0.02), "exploreRecall@20": at(-0.01, 0.01) };

it("lets a model pass that is not worse within its interval", () => {
  expect(gateObjections({ metrics: good, segments: [{ segment: "LIGHT", users: 500, ...at(-0.03, 0.01) }] })).toEqual(
    [],
  );
});

it("stops a model that may be worse, and one that was not measured", () => {
  expect(gateObjections({ metrics: { ...good, "precision@20": at(-0.02, 0.01) }, segments: [] })[0]).toContain(
    "precision@20 may be worse by up to 0.0200",
  );
  expect(gateObjections({ metrics: {}, segments: [] })).toHaveLength(2);
});

it("guards every segment of enough customers, and new products", () => {
  const segments = [
    { segment: "HEAVY", users: 40, ...at(-0.08, -0.02) },
    { segment: "LIGHT", users: 10, ...at(-0.08, -0.02) },
  ];
  expect(gateObjections({ metrics: good, segments })).toEqual([
    "HEAVY (40 customers) loses 0.0200 precision@20 or more.",
  ]);
  expect(gateObjections({ metrics: { ...good, "exploreRecall@20": at(-0.03, -0.01) }, segments: [] })).toHaveLength(1);
});
