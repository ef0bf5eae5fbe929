/**
 * Checks who imports whom. Fails when a rule is broken, and also when the tool looked at fewer files than there
 * are: without a compiler it understands, it finds no module, no violation, and would pass.
 */
import { execFile } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";

const LOOKED_AT = ["app", "components", "lib", "instrumentation.ts", "proxy.ts"];
const MAX_JSON_BYTES = 256 * 1024 * 1024;
const root = process.cwd();

function sourcesBelow(relative) {
  const full = path.join(root, relative);
  if (!existsSync(full)) return [];
  if (statSync(full).isDirectory()) return readdirSync(full).flatMap((name) => sourcesBelow(`${relative}/${name}`));
  return /\.(ts|tsx|mjs)$/.test(relative) ? [relative] : [];
}

const targets = LOOKED_AT.filter((name) => existsSync(path.join(root, name)));
const args = [
  "node_modules/dependency-cruiser/bin/dependency-cruiser.mjs",
  "--config",
  ".dependency-cruiser.cjs",
  "--output-type",
  "json",
  ...targets,
];
const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root, maxBuffer: MAX_JSON_BYTES }).catch(
  (error) => {
    if (error.stdout) return error;
    throw error;
  },
);
const { modules, summary } = JSON.parse(stdout);

const seen = new Set(modules.map((module) => module.source));
const unseen = targets.flatMap(sourcesBelow).filter((file) => !seen.has(file));
for (const { from, to, rule } of summary.violations) process.stdout.write(`${rule.name}: ${from} -> ${to}\n`);
for (const file of unseen) process.stdout.write(`not looked at: ${file}\n`);
process.stdout.write(
  `${summary.violations.length} violations in ${modules.length} modules, ${unseen.length} files not looked at\n`,
);
// Not process.exit: it would cut off what a pipe has not taken yet.
process.exitCode = summary.violations.length + unseen.length > 0 || modules.length === 0 ? 1 : 0;
