import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { AppError } from "@/lib/domain/app-error";
import { type ListedModel, type ModelManifest, type ModelState, manifestSchema } from "./model-manifest";

/** Which model serves; the ones that served before it, newest last. */
const pointerSchema = z.object({ live: z.string().nullable(), history: z.array(z.string()) });
type Pointer = z.infer<typeof pointerSchema>;
const NOBODY: Pointer = { live: null, history: [] };

/** What serves while no model is live, in the history of what served: the rules of the first system. */
export const RULES_MODEL = "v3";

export interface ModelRegistry {
  /** Newest first. */
  list(): Promise<ListedModel[]>;
  show(id: string): Promise<ListedModel>;
  /** The bytes of a model, checked against its manifest; throws `corrupt` when they differ. */
  read(id: string): Promise<Uint8Array>;
  /** The live model; null while none was promoted. */
  live(): Promise<ListedModel | null>;
  /** Stores a candidate under its id; the same id again replaces nothing and is fine. */
  add(manifest: ModelManifest, bytes: Uint8Array): Promise<void>;
  /** Makes a model live, or the rules (`RULES_MODEL`); what served before is retired and can be rolled back to. */
  promote(id: string): Promise<void>;
  /** Back to what served before, the rules where that was no model; answers its id. */
  rollBack(): Promise<string>;
}

/**
 * Models as folders `models/<id>/` (manifest.json, model.bin) of the data directory, and one pointer file. Everything is
 * written beside and renamed, so a reader meets the old or the new, never a half.
 */
export function openModelRegistry(dataDir: string): ModelRegistry {
  const root = join(dataDir, "models");
  const pointerPath = join(root, "live.json");

  const pointer = async (): Promise<Pointer> => {
    const text = await readOrNull(pointerPath);
    if (text === null) return NOBODY;
    const parsed = pointerSchema.safeParse(parseJson(text.toString("utf8")));
    if (!parsed.success) throw corrupt("The record of the live model is damaged.");
    return parsed.data;
  };
  const writePointer = async (next: Pointer) => {
    await mkdir(root, { recursive: true });
    await writeWhole(pointerPath, `${JSON.stringify(next, null, 1)}\n`);
  };
  const stateOf = (id: string, { live, history }: Pointer): ModelState =>
    id === live ? "live" : history.includes(id) ? "retired" : "candidate";
  const manifestOf = async (id: string): Promise<ModelManifest> => {
    const text = /^[a-z0-9-]{1,64}$/.test(id) ? await readOrNull(join(root, id, "manifest.json")) : null;
    if (text === null)
      throw new AppError("not_found", `There is no model "${id}".`, {
        field: "id",
        remedy: "npm run models -- list shows them all.",
      });
    const parsed = manifestSchema.safeParse(parseJson(text.toString("utf8")));
    if (!parsed.success) throw corrupt(`The manifest of the model "${id}" is damaged.`);
    return parsed.data;
  };
  const show = async (id: string): Promise<ListedModel> => ({
    manifest: await manifestOf(id),
    state: stateOf(id, await pointer()),
  });

  return {
    show,
    async list() {
      const folders = await readdir(root, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
        if (error.code === "ENOENT") return [];
        throw error;
      });
      const now = await pointer();
      const models: ListedModel[] = [];
      for (const folder of folders) {
        if (!folder.isDirectory() || folder.name.startsWith(".")) continue;
        models.push({ manifest: await manifestOf(folder.name), state: stateOf(folder.name, now) });
      }
      return models.sort(
        (a, b) => compare(b.manifest.createdAt, a.manifest.createdAt) || compare(a.manifest.id, b.manifest.id),
      );
    },
    async read(id) {
      const { sha256 } = await manifestOf(id);
      const bytes = await readOrNull(join(root, id, "model.bin"));
      if (bytes === null || createHash("sha256").update(bytes).digest("hex") !== sha256)
        throw corrupt(`The bytes of the model "${id}" are not those that were stored.`);
      return bytes;
    },
    async live() {
      const { live } = await pointer();
      return live === null ? null : await show(live);
    },
    async add(manifest, bytes) {
      const folder = join(root, manifest.id);
      if ((await readOrNull(join(folder, "manifest.json"))) !== null) return;
      const beside = join(root, `.${manifest.id}.${process.pid}`);
      await mkdir(beside, { recursive: true });
      await writeFile(join(beside, "model.bin"), bytes);
      await writeFile(join(beside, "manifest.json"), `${JSON.stringify(manifestSchema.parse(manifest), null, 1)}\n`);
      await rm(folder, { recursive: true, force: true });
      await rename(beside, folder);
    },
    async promote(id) {
      if (id !== RULES_MODEL) await manifestOf(id);
      const { live, history } = await pointer();
      const serving = live ?? RULES_MODEL;
      if (serving === id) return;
      await writePointer({
        live: id === RULES_MODEL ? null : id,
        history: [...history.filter((past) => past !== id && past !== serving), serving],
      });
    },
    async rollBack() {
      const { live, history } = await pointer();
      // Before the first model, the rules served.
      const before = history.at(-1) ?? (live === null ? undefined : RULES_MODEL);
      if (before === undefined)
        throw new AppError("conflict", "There is no earlier model to go back to.", {
          remedy: "npm run models -- list shows them all.",
        });
      if (before !== RULES_MODEL) await manifestOf(before);
      // What is left stays in line, as the oldest: a second step back goes further back.
      await writePointer({
        live: before === RULES_MODEL ? null : before,
        history: [live ?? RULES_MODEL, ...history.slice(0, -1)],
      });
      return before;
    },
  };
}

async function readOrNull(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

async function writeWhole(path: string, text: string): Promise<void> {
  const part = `${path}.${process.pid}.part`;
  await writeFile(part, text);
  await rename(part, path);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const corrupt = (message: string) =>
  new AppError("corrupt", message, { remedy: "Train the model again or roll back to an earlier one." });
