import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { DEFAULT_SCORING_RULES } from "@/lib/domain/scoring-rules";
import { loadScoringRules, parseScoringRules } from "./scoring-config";

const folder = mkdtempSync(join(tmpdir(), "scoring-config-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("parseScoringRules", () => {
  it("accepts the published rules and replaces only what is named", () => {
    expect(parseScoringRules({})).toEqual(DEFAULT_SCORING_RULES);
    expect(parseScoringRules({ segments: { heavyOrders: 300 } })).toEqual({
      ...DEFAULT_SCORING_RULES,
      segments: { ...DEFAULT_SCORING_RULES.segments, heavyOrders: 300 },
    });
  });

  it.each([
    [{ recencyDay: 90 }, "recencyDay: unknown setting"],
    [{ weights: { HUGE: {} } }, "weights.HUGE: unknown setting"],
    [{ weights: { HEAVY: { frequency: 0.8 } } }, "weights.HEAVY: frequency and recency may sum to 1 at most"],
    [{ otherShares: { dueness: 0.5 } }, "otherShares: dueness, monetary and breadth must sum to 1"],
    [{ popularity: { weights: { all: 1 } } }, "popularity.weights: segment, region and all must sum to 1"],
    [{ segments: { regularOrders: 500 } }, "segments: regularOrders must be below heavyOrders"],
    [{ recencyDays: "90" }, "recencyDays: "],
    [{ recencyDays: 0 }, "recencyDays: "],
    [JSON.parse('{"__proto__": {"recencyDays": 1}}'), "unknown setting"],
    [[], "expected a JSON object"],
    [null, "expected a JSON object"],
  ])("refuses %j", (overrides, message) => {
    expect(() => parseScoringRules(overrides)).toThrow(message);
  });
});

describe("loadScoringRules", () => {
  it("uses the published rules where there is no file, and refuses a file that is not JSON", () => {
    expect(loadScoringRules(folder)).toBe(DEFAULT_SCORING_RULES);
    writeFileSync(join(folder, "scoring.json"), '{"recencyDays": 60}');
    expect(loadScoringRules(folder).recencyDays).toBe(60);
    writeFileSync(join(folder, "scoring.json"), "{recencyDays: 60");
    expect(() => loadScoringRules(folder)).toThrow("not readable as JSON");
  });
});
