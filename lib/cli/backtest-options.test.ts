import { describe, expect, it } from "vitest";
import { parseBacktestOptions } from "./backtest-options";

const GOOD = ["--data", ".", "--protocol", "next-30-days", "--json", "report.json"];

describe("parseBacktestOptions", () => {
  it("takes every model and three windows unless told otherwise", () => {
    const options = parseBacktestOptions(GOOD);
    expect(options?.windows).toBe(3);
    expect(options?.models).toContain("v3");
    expect(parseBacktestOptions([...GOOD, "--models", "v3, ease,v3"])?.models).toEqual(["v3", "ease"]);
  });

  it("measures on the data that is being served when no folder is named", () => {
    expect(parseBacktestOptions(GOOD.slice(2))?.data).toBeNull();
  });

  it("answers null when help is asked for", () => {
    expect(parseBacktestOptions(["--help"])).toBeNull();
  });

  it.each([
    [["--data", "", "--protocol", "next-30-days", "--json", "r.json"], "There is no folder"],
    [["--data", ".", "--protocol", "next-30-days"], "--json FILE is needed"],
    [["--data", ".", "--json", "r.json"], "--protocol must be next-30-days or next-basket."],
    [["--data", ".", "--json", "r.json", "--protocol", "weekly"], 'not "weekly"'],
    [[...GOOD, "--models", "magic"], 'no model named "magic"'],
    [[...GOOD, "--models", ""], 'no model named ""'],
    [[...GOOD, "--windows", "0"], "--windows must be a whole number from 1 to 24"],
    [[...GOOD, "--windows", "1e3"], "--windows must be a whole number"],
    [[...GOOD, "--seed", "-1"], "seed"],
    [[...GOOD, "--colour", "red"], "--colour"],
    [["--data", "no-such-folder", ...GOOD.slice(2)], "There is no folder no-such-folder"],
    [[...GOOD.slice(0, 4), "--json", "."], "is a folder"],
  ])("refuses %j in one line", (args, message) => {
    let text = "";
    try {
      parseBacktestOptions(args);
    } catch (error) {
      text = (error as Error).message;
    }
    expect(text).toContain(message);
    expect(text).not.toContain("\n");
  });
});
