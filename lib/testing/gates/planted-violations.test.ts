import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

/** Each gate is shown to go red: a copy of the tree with one fault planted in it must fail, and name the fault. */
const ROOT = path.resolve(import.meta.dirname, "../../..");
const COPIED = [
  ".biome.json",
  ".dependency-cruiser.cjs",
  ".vitest.config.mts",
  "app",
  "components",
  "e2e",
  "instrumentation.ts",
  "lib",
  "next.config.mjs",
  "package.json",
  "proxy.ts",
  "public",
  "tsconfig.json",
];
const TIMEOUT_MS = 120_000;
let copy: string;

beforeAll(async () => {
  copy = await mkdtemp(path.join(tmpdir(), "partwise-gates-"));
  for (const name of COPIED) await cp(path.join(ROOT, name), path.join(copy, name), { recursive: true });
  await symlink(path.join(ROOT, "node_modules"), path.join(copy, "node_modules"));
  await writeFile(path.join(copy, ".gitignore"), "node_modules\n");
}, TIMEOUT_MS);
afterAll(() => rm(copy, { recursive: true, force: true }));

async function outcome(args: string[]): Promise<{ code: number; output: string }> {
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, args, {
      cwd: copy,
      maxBuffer: 64 * 1024 * 1024,
    });
    return { code: 0, output: stdout + stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, output: stdout + stderr };
  }
}

async function withPlanted(planted: {
  file: string;
  text: string;
  gate: string[];
}): Promise<{ code: number; output: string }> {
  const file = path.join(copy, planted.file);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, planted.text);
  try {
    return await outcome(planted.gate);
  } finally {
    await rm(file);
  }
}

const BOUNDARIES = ["lib/testing/gates/check-boundaries.mjs"];

describe("each gate goes red on a planted violation", () => {
  it("types", { timeout: TIMEOUT_MS }, async () => {
    const gate = ["node_modules/@typescript/native/bin/tsc", "--noEmit"];
    const { code, output } = await withPlanted({
      file: "lib/domain/planted.ts",
      text: 'export const days: number = "ten";\n',
      gate,
    });
    expect(code).not.toBe(0);
    expect(output).toContain("lib/domain/planted.ts");
  });

  it("format and lint", { timeout: TIMEOUT_MS }, async () => {
    const gate = ["node_modules/@biomejs/biome/bin/biome", "check", "lib/domain"];
    const { code, output } = await withPlanted({
      file: "lib/domain/planted.ts",
      text: "debugger;\nexport let x = 1\n",
      gate,
    });
    expect(code).not.toBe(0);
    expect(output).toContain("noDebugger");
  });

  it("dead code", { timeout: TIMEOUT_MS }, async () => {
    const gate = ["node_modules/knip/bin/knip.js"];
    const { code, output } = await withPlanted({
      file: "lib/domain/planted.ts",
      text: "export const nobody = 1;\n",
      gate,
    });
    expect(code).not.toBe(0);
    expect(output).toContain("lib/domain/planted.ts");
  });

  it.each([
    [
      "the domain importing a service",
      "lib/domain/planted.ts",
      'export * from "@/lib/services/views";\n',
      "layer-lib-domain",
    ],
    [
      "a component calling the data layer",
      "components/planted.ts",
      'export * from "@/lib/data/ports";\n',
      "layer-components",
    ],
    ["a page reading a database itself", "app/planted.ts", 'export * from "@/lib/data/ports";\n', "layer-app"],
    [
      "a driver outside the data layer",
      "lib/services/planted.ts",
      'export * from "@duckdb/node-api";\n',
      "only-data-imports-drivers",
    ],
    [
      "file access in pure code",
      "lib/scoring/planted.ts",
      'export { readFileSync } from "node:fs";\n',
      "pure-code-does-no-io",
    ],
    [
      "a cycle",
      "lib/domain/planted.ts",
      'import { again } from "./planted";\nexport const again2 = again;\nexport const again = 1;\n',
      "no-cycles",
    ],
    ["an import of nothing", "lib/domain/planted.ts", 'export * from "./not-there";\n', "everything-resolves"],
  ])("import boundaries: %s", { timeout: TIMEOUT_MS }, async (_name, file, text, rule) => {
    const { code, output } = await withPlanted({ file, text, gate: BOUNDARIES });
    expect(code).not.toBe(0);
    expect(output).toContain(`${rule}: ${file}`);
  });

  it("import boundaries: a tool that sees no TypeScript", { timeout: TIMEOUT_MS }, async () => {
    // Without a compiler it understands, dependency-cruiser skips every .ts file and finds nothing wrong.
    const settings = path.join(copy, ".dependency-cruiser.cjs");
    await cp(settings, `${settings}.kept`);
    await writeFile(settings, 'module.exports = { forbidden: [], options: { exclude: { path: "\\\\.tsx?$" } } };\n');
    const { code, output } = await outcome(BOUNDARIES);
    await cp(`${settings}.kept`, settings);
    expect(code).not.toBe(0);
    expect(output).toContain("not looked at: lib/domain/app-error.ts");
  });
});
