import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Trial } from "@/lib/training/tuning/trial";
import { createTrialLog, type StudyKey } from "./trial-log";

const KEY: StudyKey = {
  snapshotId: "s",
  model: "up-cf",
  sampler: "tpe",
  seed: 1,
  spaceVersion: "v",
  codeVersion: "c",
};
const TRIALS = [0, 1, 2].map(
  (index): Trial => ({
    index,
    kind: index === 0 ? "default" : "random",
    params: { alpha: 0.1 + 0.2 * index, recentBaskets: null },
    scores: [1 / 3, 0.1],
    state: "complete",
    seconds: 0.25,
    error: null,
  }),
);

let dataDir = "";
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "tune-log-"));
});
afterEach(() => rm(dataDir, { recursive: true }));

async function written() {
  const log = createTrialLog(dataDir, KEY);
  await log.load();
  for (const trial of TRIALS) await log.append(trial);
  return log;
}

describe("the log of trials", () => {
  it("gives back exactly what was appended, and nothing under another key", async () => {
    await written();
    expect(await createTrialLog(dataDir, KEY).load()).toEqual(TRIALS);
    for (const change of [{ seed: 2 }, { spaceVersion: "w" }, { snapshotId: "t" }, { codeVersion: "d" }]) {
      expect(await createTrialLog(dataDir, { ...KEY, ...change }).load()).toEqual([]);
    }
  });

  it("drops a last line that a crash cut off at any byte, and goes on from there", async () => {
    const { path } = await written();
    const text = await readFile(path, "utf8");
    const lastLine = text.lastIndexOf("\n", text.length - 2) + 1;
    for (let end = lastLine; end < text.length; end += 7) {
      await writeFile(path, text.slice(0, end));
      const log = createTrialLog(dataDir, KEY);
      expect(await log.load()).toEqual(TRIALS.slice(0, 2));
      await log.append(TRIALS[2]);
      expect(await readFile(path, "utf8")).toBe(text);
    }
    await writeFile(path, `${text}garbage\n`);
    expect(await createTrialLog(dataDir, KEY).load()).toEqual(TRIALS);
  });

  it("starts anew where not even the first line was written", async () => {
    const { path } = await written();
    await writeFile(path, '{"snapsh');
    expect(await createTrialLog(dataDir, KEY).load()).toEqual([]);
    expect((await readFile(path, "utf8")).split("\n")).toHaveLength(2);
  });

  it("does not mix its trials with those of another run at the same time", async () => {
    const [one, other] = [createTrialLog(dataDir, KEY), createTrialLog(dataDir, KEY)];
    await one.load();
    await other.load();
    await one.append(TRIALS[0]);
    await expect(other.append(TRIALS[0])).rejects.toThrow("Another run is tuning the same model on the same data.");
    await one.append(TRIALS[1]);
    expect(await createTrialLog(dataDir, KEY).load()).toEqual(TRIALS.slice(0, 2));
  });

  it("refuses a file damaged before its last line, by line number", async () => {
    const { path } = await written();
    const lines = (await readFile(path, "utf8")).split("\n");
    await writeFile(path, lines.toSpliced(2, 1, "{}").join("\n"));
    await expect(createTrialLog(dataDir, KEY).load()).rejects.toThrow(/Line 3 of the tuning log/);
    await writeFile(path, lines.toSpliced(2, 1).join("\n"));
    await expect(createTrialLog(dataDir, KEY).load()).rejects.toThrow(/Line 3 of the tuning log/);
  });
});
