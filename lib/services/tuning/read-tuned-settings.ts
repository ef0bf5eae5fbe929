import { readFile } from "node:fs/promises";
import { z } from "zod";
import { AppError } from "@/lib/domain/app-error";
import { modelNamed } from "@/lib/training/models";
import { tunableModel } from "@/lib/training/tuning/model-spaces";
import type { TunedSettings } from "@/lib/training/tuning/tuned-settings";

const instant = z.iso.datetime();
const schema = z.object({
  schemaVersion: z.literal(1),
  model: z.string(),
  snapshotId: z.string(),
  windows: z.array(z.object({ cutoff: instant, end: instant })),
  best: z.object({
    params: z.record(z.string(), z.union([z.number(), z.string(), z.boolean(), z.null()])),
    searchScore: z.number(),
  }),
  trials: z.array(z.unknown()),
});

/** The best settings of a report that `npm run tune` wrote. Throws AppError `invalid_input` in one line. */
export async function readTunedSettings(path: string): Promise<TunedSettings> {
  const wrong = (message: string, remedy = "Name a file that npm run tune -- --json FILE wrote.") =>
    new AppError("invalid_input", message, { field: "settings", remedy });
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    throw wrong(error.code === "ENOENT" ? `There is no file ${path}.` : `${path} cannot be read (${error.code}).`);
  });
  const parsed = schema.safeParse(jsonOrNull(text));
  if (!parsed.success) throw wrong(`${path} is no report of npm run tune.`);
  const { model, snapshotId, windows, best, trials } = parsed.data;
  const { space } = tunableModel(modelNamed(model).name);
  for (const name of Object.keys(best.params)) {
    if (!(name in space))
      throw wrong(`${path} sets ${name}, which ${model} does not have.`, "Tune again with this version.");
  }
  return { model, params: best.params, snapshotId, windows, trials: trials.length, searchScore: best.searchScore };
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
