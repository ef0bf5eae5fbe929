import { expect, it } from "vitest";
import { parseFeaturesOptions } from "./features-options";

it("needs nothing, and answers help", () => {
  expect(parseFeaturesOptions([])).toEqual({ data: null, cutoffSec: null, limitUsers: null, seed: 1, list: false });
  expect(parseFeaturesOptions(["--list"])?.list).toBe(true);
  expect(parseFeaturesOptions(["-h"])).toBeNull();
});

it("reads a day as its midnight UTC and a number of users", () => {
  const options = parseFeaturesOptions(["--cutoff", "2026-02-01", "--limit-users", "50", "--seed", "0"]);
  expect(options).toEqual({ data: null, cutoffSec: Date.UTC(2026, 1, 1) / 1000, limitUsers: 50, seed: 0, list: false });
});

it.each([
  [["--cutoff", "2026-02-30"], "--cutoff must be a date"],
  [["--cutoff", "yesterday"], "--cutoff must be a date"],
  [["--limit-users", "0"], "--limit-users must be a whole number from 1"],
  [["--limit-users", "1.5"], "--limit-users"],
  [["--seed", "-1"], "--seed"],
  [["--data", "no/such/folder"], "There is no folder"],
  [["what"], "Unexpected argument"],
])("says what is wrong with %j in one line", (args, message) => {
  expect(() => parseFeaturesOptions(args)).toThrow(message);
});
