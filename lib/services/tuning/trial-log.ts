import { createHash } from "node:crypto";
import { appendFile, mkdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { AppError } from "@/lib/domain/app-error";
import type { Trial } from "@/lib/training/tuning/trial";

/** Everything that decides what a trial gives: trials of another key are never mixed with these. */
export interface StudyKey {
  readonly snapshotId: string;
  readonly model: string;
  readonly sampler: string;
  readonly seed: number;
  /** Hash of the space, the defaults and the stand-ins. */
  readonly spaceVersion: string;
  /** Hash of the engine's source. */
  readonly codeVersion: string;
}

/** The trials of one study on disk, one JSON object a line, in the order they ended. */
export interface TrialLog {
  readonly path: string;
  /** Trials of earlier runs. A last line cut off by a crash is dropped; other damage throws AppError `corrupt`. */
  load(): Promise<Trial[]>;
  /** After `load`. Throws AppError `conflict` when someone else has added to the file meanwhile. */
  append(trial: Trial): Promise<void>;
}

const trialSchema = z.object({
  index: z.int().min(0),
  kind: z.enum(["default", "random", "tpe"]),
  params: z.record(z.string(), z.union([z.number(), z.string(), z.boolean(), z.null()])),
  scores: z.array(z.number()),
  state: z.enum(["complete", "pruned", "failed"]),
  seconds: z.number(),
  error: z.string().nullable(),
});

export function createTrialLog(dataDir: string, key: StudyKey): TrialLog {
  const folder = join(dataDir, "tuning");
  const hash = createHash("sha256").update(JSON.stringify(Object.entries(key).sort()));
  const path = join(folder, `${key.model}-${hash.digest("hex").slice(0, 16)}.jsonl`);
  let knownBytes = 0;
  const lineOf = (value: unknown) => `${JSON.stringify(value)}\n`;
  return {
    path,
    async load() {
      const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
        if (error.code === "ENOENT") return "";
        throw error;
      });
      const lines = text.split("\n");
      // A whole file ends with a newline, so what comes after the last one is empty or a line cut off.
      const isCutOff = lines.pop() !== "";
      const trials = lines.slice(1).map((line, index) => {
        const trial = trialOf(line);
        if (trial === null ? index === lines.length - 2 : trial.index === index) return trial;
        throw new AppError("corrupt", `Line ${index + 2} of the tuning log ${path} cannot be read.`, {
          remedy: "Delete the file to tune anew.",
        });
      });
      const whole = trials.filter((trial) => trial !== null);
      if (text === "" || isCutOff || whole.length < trials.length) {
        await mkdir(folder, { recursive: true });
        // Written beside and renamed, so that a crash here loses nothing.
        await writeFile(`${path}.${process.pid}`, [key, ...whole].map(lineOf).join(""));
        await rename(`${path}.${process.pid}`, path);
      }
      knownBytes = (await stat(path)).size;
      return whole;
    },
    async append(trial) {
      if ((await stat(path)).size !== knownBytes) {
        throw new AppError("conflict", "Another run is tuning the same model on the same data.", {
          remedy: "Wait for it, then start this one again: it takes over the trials.",
        });
      }
      const line = lineOf(trial);
      await appendFile(path, line);
      knownBytes += Buffer.byteLength(line);
    },
  };
}

function trialOf(line: string): Trial | null {
  try {
    return trialSchema.parse(JSON.parse(line));
  } catch {
    return null;
  }
}
