/** Serves the built app with the demo's OpenID provider. Plain Node 20 JavaScript. */
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Failure, nodeBinary, ROOT } from "./serve-machine.mjs";

const START_TIMEOUT_MS = 120_000;
const STOP_TIMEOUT_MS = 5_000;
const KEPT_LINES = 40;

/** The secret that signs sessions: made once, kept in the data directory for its owner only. */
function secretOf(dataDir) {
  const file = path.join(dataDir, "demo-secret");
  try {
    writeFileSync(file, randomBytes(48).toString("base64url"), { mode: 0o600, flag: "wx" });
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
  }
  return readFileSync(file, "utf8");
}

const HEAP_FLOOR_MB = 352;
const HEAP_PER_SNAPSHOT = 10;

/**
 * Bound of the app's heap: the engine keeps some objects for each agreement and product, so it grows with the data. Without
 * one, Node lets garbage pile up to gigabytes on a large machine. A person's own NODE_OPTIONS come first.
 */
function heapFlags(dataDir) {
  if (/max-old-space-size/.test(process.env.NODE_OPTIONS ?? "")) return [];
  const pointer = path.join(dataDir, "current.json");
  if (!existsSync(pointer)) return [];
  const { dataset } = JSON.parse(readFileSync(pointer, "utf8"));
  const snapshotMb = statSync(path.join(dataDir, "datasets", dataset, "snapshot.bin")).size / 2 ** 20;
  return [`--max-old-space-size=${Math.ceil(HEAP_FLOOR_MB + HEAP_PER_SNAPSHOT * snapshotMb)}`];
}

/** Starts a program that runs until it is stopped, keeping its last lines for the message when it fails. */
function start(args, env) {
  const child = spawn(nodeBinary(), ["--import", "./lib/cli/serve-until-orphaned.mjs", ...args], {
    cwd: ROOT,
    env,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const lines = [];
  const keep = (chunk) => {
    lines.push(...chunk.toString("utf8").split("\n").filter(Boolean));
    lines.splice(0, lines.length - KEPT_LINES);
  };
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  const ended = new Promise((resolve) => child.once("close", resolve));
  return { child, lines, ended };
}

async function stop({ child, ended }) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), STOP_TIMEOUT_MS);
  await ended;
  clearTimeout(timer);
}

async function waitUntilReady(url, { program, name }) {
  const deadline = Date.now() + START_TIMEOUT_MS;
  let answer = "no answer";
  while (Date.now() < deadline) {
    if (program.child.exitCode !== null || program.child.signalCode !== null) {
      throw new Failure(`${name} stopped while starting:\n${program.lines.join("\n")}`);
    }
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(10_000) });
      if (response.status === 200) return;
      answer = `${response.status} ${(await response.text()).slice(0, 300)}`;
    } catch {
      // Not listening yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  throw new Failure(`${name} did not become ready: ${answer}\n${program.lines.join("\n")}`);
}

/**
 * Starts the OpenID provider and the app on 127.0.0.1 and waits until pages can be served.
 * @param {{ port: number, oidcPort: number, dataDir: string, env?: Record<string, string>, isDevelopment?: boolean }} options
 *   `isDevelopment` serves the sources as they are, with the pages that a build leaves out
 * @returns {Promise<{ url: string, issuer: string, failed: Promise<string>, stop: () => Promise<void>, lines: () => string[] }>}
 *   `failed` resolves with a message when one of the two ends by itself
 */
export async function serveApp({ port, oidcPort, dataDir, env = {}, isDevelopment = false }) {
  const url = `http://127.0.0.1:${port}`;
  const issuer = `http://127.0.0.1:${oidcPort}`;
  const shared = {
    ...process.env,
    NODE_ENV: isDevelopment ? "development" : "production",
    NEXT_TELEMETRY_DISABLED: "1",
    PORT: String(port),
    PARTWISE_DATA_DIR: path.resolve(dataDir),
    PARTWISE_DEMO_SIGN_IN: "1",
    NEXTAUTH_URL: url,
    NEXTAUTH_SECRET: secretOf(dataDir),
    OIDC_ISSUER: issuer,
    OIDC_PORT: String(oidcPort),
    OIDC_CLIENT_ID: "partwise",
    OIDC_CLIENT_SECRET: randomBytes(24).toString("base64url"),
    // Signing out and in again is how one looks through another person's eyes: always ask who it is.
    OIDC_PROMPT: "login",
    ...env,
  };
  const provider = start(["--import", "tsx", "lib/cli/serve-oidc.ts"], shared);
  const next = [
    "node_modules/next/dist/bin/next",
    isDevelopment ? "dev" : "start",
    "-H",
    "127.0.0.1",
    "-p",
    String(port),
  ];
  const app = start([...heapFlags(dataDir), ...next], shared);
  const stopAll = () => Promise.all([stop(provider), stop(app)]).then(() => undefined);
  try {
    await waitUntilReady(`${issuer}/.well-known/openid-configuration`, {
      program: provider,
      name: "The OpenID provider",
    });
    await waitUntilReady(`${url}/api/health/ready`, { program: app, name: "The app" });
  } catch (error) {
    await stopAll();
    throw error;
  }
  const failed = Promise.race([
    provider.ended.then(() => `The OpenID provider ended:\n${provider.lines.join("\n")}`),
    app.ended.then(() => `The app ended:\n${app.lines.join("\n")}`),
  ]);
  return { url, issuer, failed, stop: stopAll, lines: () => app.lines };
}
