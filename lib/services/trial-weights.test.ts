import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/domain/app-error";
import type { Caller } from "@/lib/domain/caller";
import { DEFAULT_SCORING_RULES } from "@/lib/domain/scoring-rules";
import { type FakeWorld, fakeContext } from "@/lib/testing/fakes";
import { exportAgreement } from "./export-agreement";
import { recommendForAgreement } from "./recommend-for-agreement";
import { rulesOfTrial, trialWeights } from "./trial-weights";

const manager: Caller = { subject: "iss|m", email: null, name: "M", role: "manager", scope: { kind: "all" } };
/** `often` was bought five times long ago, `lately` once, yesterday. */
const world: FakeWorld = {
  lines: [
    ...[0, 3, 6, 9, 12].map((day) => ({ customer: "1", order: `o${day}`, day, product: "often" })),
    { customer: "1", order: "new", day: 200, product: "lately" },
  ],
};
const request = (query: Record<string, string>) => ({ customerId: "1", agreementId: "1-1", query });
const NONE = { frequency: null, recency: null, recencyDays: null };

describe("weights tried on one list", () => {
  it("rank that list anew, say each product's place without them, and change no other list", async () => {
    const context = fakeContext(world);
    const before = await recommendForAgreement(manager, request({}), context);
    expect(before.reorder.map((row) => row.productId)).toEqual(["often", "lately"]);
    expect(before.trial).toEqual({
      inForce: { frequency: 0.7, recency: 0.3, recencyDays: 90 },
      tried: null,
      places: {},
    });

    const tried = await recommendForAgreement(manager, request({ frequency: "0", recency: "1" }), context);
    expect(tried.reorder.map((row) => row.productId)).toEqual(["lately", "often"]);
    expect(tried.trial.tried).toEqual({ frequency: 0, recency: 1, recencyDays: 90 });
    expect(tried.trial.places).toEqual({ lately: 2, often: 1 });

    const after = await recommendForAgreement(manager, request({}), context);
    expect({ ...after, engineMs: 0 }).toEqual({ ...before, engineMs: 0 });
  });

  it("are named in the stamp of the page and of the file, which holds the tried list", async () => {
    const context = fakeContext(world);
    const query = { frequency: "0", recency: "1", recencyDays: "30" };
    const file = await exportAgreement(manager, request(query), context);
    expect(file.rows[0].productId).toBe("lately");
    expect(file.stamp.model).toBe("v3 (trial: frequency 0, recency 1, 30 days)");
    expect((await recommendForAgreement(manager, request(query), context)).stamp.model).toBe(file.stamp.model);
  });

  it.each([
    [{ frequency: "1.1" }, "frequency"],
    [{ recency: "-0.1" }, "recency"],
    [{ recencyDays: "0" }, "recencyDays"],
    [{ frequency: "1e-3" }, "frequency"],
    [{ frequency: "0.9", recency: "0.2" }, "frequency"],
    [{ recency: "0.31" }, "recency"],
  ])("are refused when they cannot be: %j names %s", async (query, field) => {
    const failure = await recommendForAgreement(manager, request(query), fakeContext(world)).catch((error) => error);
    expect(failure).toBeInstanceOf(AppError);
    expect([failure.code, failure.field]).toEqual(["invalid_input", field]);
  });

  it("replace the weights of one segment and nothing else of the rules", () => {
    const share = fc.double({ min: 0, max: 0.5, noNaN: true });
    fc.assert(
      fc.property(share, share, fc.double({ min: 1, max: 3650, noNaN: true }), (frequency, recency, recencyDays) => {
        const weights = trialWeights(DEFAULT_SCORING_RULES, "HEAVY", { ...NONE, frequency, recency, recencyDays });
        const rules = rulesOfTrial(DEFAULT_SCORING_RULES, "HEAVY", weights);
        const { HEAVY, ...others } = rules.weights;
        const { HEAVY: _, ...before } = DEFAULT_SCORING_RULES.weights;
        expect(HEAVY).toEqual({ frequency, recency });
        expect(others).toEqual(before);
        expect({ ...rules, weights: null, recencyDays: 0 }).toEqual({
          ...DEFAULT_SCORING_RULES,
          weights: null,
          recencyDays: 0,
        });
      }),
    );
  });
});
