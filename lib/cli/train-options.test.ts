import { expect, it } from "vitest";
import { parseTrainOptions } from "./train-options";

it("needs nothing, and answers help", () => {
  expect(parseTrainOptions([])).toEqual({
    data: null,
    asOfSec: null,
    seed: 1,
    tuned: null,
    set: {},
    json: null,
    ablation: false,
  });
  expect(parseTrainOptions(["--help"])).toBeNull();
});

it("reads a day as its midnight UTC and settings by name", () => {
  const options = parseTrainOptions(["--as-of", "2026-02-01", "--set", "maxLeaves=15,learningRate=0.1"]);
  expect(options?.asOfSec).toBe(Date.UTC(2026, 1, 1) / 1000);
  expect(options?.set).toEqual({ maxLeaves: 15, learningRate: 0.1 });
});

it.each([
  [["--as-of", "2026-02-30"], "--as-of must be a date"],
  [["--seed", "-1"], "--seed"],
  [["--data", "no/such/folder"], "There is no folder"],
  [["--set", "leaves=3"], "--set takes"],
  [["--set", "rowShare=2"], "from 0 to 1"],
  [["--set", "maxLeaves=2.5"], "whole number"],
  [["--what"], "Unknown option"],
])("says what is wrong with %j in one line", (args, message) => {
  expect(() => parseTrainOptions(args)).toThrow(message);
});
