import { describe, expect, it } from "vitest";
import { parseTuneOptions } from "./tune-options";

const GOOD = ["--data", ".", "--model", "up-cf", "--json", "report.json"];

describe("parseTuneOptions", () => {
  it("searches 40 trials by TPE without a time limit unless told otherwise", () => {
    expect(parseTuneOptions(GOOD)).toMatchObject({
      model: "up-cf",
      budgetTrials: 40,
      budgetMinutes: null,
      sampler: "tpe",
      seed: 1,
    });
    const more = ["--budget-trials", "7", "--budget-minutes", "0.5", "--sampler", "random", "--seed", "3"];
    expect(parseTuneOptions([...GOOD, ...more])).toMatchObject({
      budgetTrials: 7,
      budgetMinutes: 0.5,
      sampler: "random",
      seed: 3,
    });
  });

  it("answers null when help is asked for", () => {
    expect(parseTuneOptions(["--help"])).toBeNull();
  });

  it.each([
    [["--data", ".", "--json", "r.json"], "--model NAME is needed."],
    [["--data", ".", "--json", "r.json", "--model", "magic"], 'no model named "magic"'],
    [["--data", ".", "--json", "r.json", "--model", "v3"], "The model v3 has no settings to tune."],
    [["--data", ".", "--model", "up-cf"], "--json FILE is needed"],
    [["--data", "no-such-folder", ...GOOD.slice(2)], "There is no folder no-such-folder"],
    [["--data", "", ...GOOD.slice(2)], "There is no folder"],
    [[...GOOD.slice(0, 4), "--json", "."], "is a folder"],
    [[...GOOD, "--budget-trials", "0"], "--budget-trials must be a whole number from 1"],
    [[...GOOD, "--budget-trials", "2.5"], "--budget-trials must be a whole number"],
    [[...GOOD, "--budget-minutes", "0"], "--budget-minutes must be a number above 0"],
    [[...GOOD, "--budget-minutes", "soon"], "--budget-minutes must be a number above 0"],
    [[...GOOD, "--sampler", "grid"], '--sampler must be tpe or random, not "grid".'],
    [[...GOOD, "--seed", "-1"], "seed"],
    [[...GOOD, "--colour", "red"], "--colour"],
  ])("refuses %j in one line", (args, message) => {
    let text = "";
    try {
      parseTuneOptions(args);
    } catch (error) {
      text = (error as Error).message;
    }
    expect(text).toContain(message);
    expect(text).not.toContain("\n");
  });
});
