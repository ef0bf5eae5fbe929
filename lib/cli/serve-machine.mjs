/** What the demo and test commands ask of the machine. Plain Node 20 JavaScript: it runs before anything is installed. */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { access, constants, mkdir, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

/** A missing prerequisite or a failed step: its message is the one line that the person reads. */
export class Failure extends Error {}

/** Node 24 that the install brings, else the person's own. */
export function nodeBinary() {
  const bundled = path.join(ROOT, "node_modules/.bin/node");
  return existsSync(bundled) ? bundled : process.execPath;
}

/** The install brings its own Node on Linux x64; elsewhere the person's Node has to be new enough. */
export function checkNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  const bringsNode = process.platform === "linux" && process.arch === "x64";
  const isGood = bringsNode ? major >= 20 : major > 22 || (major === 22 && minor >= 13);
  if (!isGood) {
    throw new Failure(
      `Node ${process.versions.node} is too old: install Node ${bringsNode ? "20" : "22.13"} or newer from https://nodejs.org and run this again.`,
    );
  }
}

/** @returns {Promise<boolean>} whether a server could listen on 127.0.0.1 at this port */
export function isPortFree(port) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
}

/** @returns {Promise<number>} a port nobody listens on now */
export function anyFreePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

export async function checkPortFree(port) {
  if (!(await isPortFree(port))) {
    throw new Failure(
      `Port ${port} is taken: stop the program that uses it, or choose another with --port ${port + 10}.`,
    );
  }
}

/** One level at a time: Node's own recursive mkdir never returns on some file systems that refuse it (/proc). */
async function makeFolders(folder) {
  if (existsSync(folder)) return;
  await makeFolders(path.dirname(folder));
  await mkdir(folder).catch((error) => {
    if (error.code !== "EEXIST") throw error;
  });
}

/** Creates the data directory; throws Failure when nothing can be written there. */
export async function checkDataDir(dataDir) {
  const probe = path.join(dataDir, `.probe-${process.pid}`);
  try {
    await makeFolders(dataDir);
    await access(dataDir, constants.W_OK);
    await writeFile(probe, "");
    await rm(probe);
  } catch (error) {
    throw new Failure(
      `Cannot write to the data directory ${dataDir} (${error.code}): give another one in PARTWISE_DATA_DIR.`,
    );
  }
}

/**
 * Runs a program to its end. Its output is shown when `isShown`, else kept.
 * @returns {Promise<{ code: number, output: string }>} exit code (1 when a signal ended it) and what it wrote
 */
export function run(command, args, { env = process.env, isShown = false, cwd = ROOT } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: ["ignore", isShown ? "inherit" : "pipe", isShown ? "inherit" : "pipe"],
    });
    const chunks = [];
    child.stdout?.on("data", (chunk) => chunks.push(chunk));
    child.stderr?.on("data", (chunk) => chunks.push(chunk));
    child.once("error", (error) => resolve({ code: 1, output: error.message }));
    child.once("close", (code) => resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString("utf8") }));
  });
}

/** npm that runs this script, else the one on the path. */
function npm(args, options) {
  const script = process.env.npm_execpath;
  return script?.endsWith(".js") ? run(process.execPath, [script, ...args], options) : run("npm", args, options);
}

/** Whether node_modules holds the versions of the lockfile. */
function isInstalled() {
  const installedFile = path.join(ROOT, "node_modules/.package-lock.json");
  if (!existsSync(installedFile)) return false;
  const wanted = JSON.parse(readFileSync(path.join(ROOT, "package-lock.json"), "utf8")).packages;
  const installed = JSON.parse(readFileSync(installedFile, "utf8")).packages;
  return Object.entries(wanted).every(([name, entry]) => {
    if (name === "" || entry.link) return true;
    const present = installed[name];
    return present ? present.version === entry.version : Boolean(entry.optional || entry.devOptional || entry.peer);
  });
}

/** Installs the packages of the lockfile unless they are there. */
export async function ensureInstalled(say) {
  const version = await npm(["--version"]);
  if (version.code !== 0)
    throw new Failure("npm was not found: install Node from https://nodejs.org, which brings it.");
  if (isInstalled()) return;
  say("Installing packages (once, about a minute)");
  const { code, output } = await npm(["ci", "--include=dev", "--include=optional", "--no-audit", "--no-fund"]);
  if (code === 0) return;
  const reason = output.split("\n").find((line) => /^npm (error|ERR!)/.test(line) && !/code\s/.test(line)) ?? "";
  throw new Failure(
    `The packages could not be installed: check that the npm registry answers (npm ping), then run this again. ${reason.slice(0, 300)}`,
  );
}

/** npm's own check that the lockfile installs everywhere it should (a mirror may lack a platform's file). */
export const checkLockfile = () => npm(["ci", "--dry-run", "--include=dev", "--no-audit", "--no-fund"]);

const BUILD_INPUTS = [
  "app",
  "components",
  "lib",
  "public",
  "instrumentation.ts",
  "next.config.mjs",
  "package.json",
  "package-lock.json",
  "proxy.ts",
  "tsconfig.json",
];
const NOT_BUILT = /(^lib\/(cli|testing|decisions)(\/|$))|\.test\.tsx?$/;

/** Relative paths of all files below the given ones, in order. */
export function filesBelow(relative, root = ROOT) {
  const full = path.join(root, relative);
  if (!existsSync(full)) return [];
  if (!statSync(full).isDirectory()) return [relative];
  return readdirSync(full)
    .sort()
    .flatMap((name) => filesBelow(path.posix.join(relative, name), root));
}

function sourceHash() {
  const hash = createHash("sha256");
  for (const file of BUILD_INPUTS.flatMap((input) => filesBelow(input)).filter((name) => !NOT_BUILT.test(name))) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(path.join(ROOT, file)))
      .update("\0");
  }
  return hash.digest("hex");
}

/** Builds the app unless the build at hand came from the same sources. */
export async function ensureBuilt(say) {
  const distDir = path.join(ROOT, process.env.NEXT_DIST_DIR || ".next");
  const stampFile = path.join(distDir, "built-from");
  const hash = sourceHash();
  if (existsSync(stampFile) && existsSync(path.join(distDir, "BUILD_ID")) && readFileSync(stampFile, "utf8") === hash)
    return;
  say("Building the app (once after each change of its sources, about a minute)");
  await rm(stampFile, { force: true });
  const env = { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
  const { code, output } = await run(nodeBinary(), ["node_modules/next/dist/bin/next", "build"], { env });
  if (code !== 0) throw new Failure(`The build failed:\n${output.trim().split("\n").slice(-40).join("\n")}`);
  await writeFile(stampFile, hash);
}
