/** `npm run demo [-- --port N --scale S --data FOLDER]`: installs, makes or imports the data, builds and serves. */
import { spawn } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { serveApp } from "./serve-app.mjs";
import {
  anyFreePort,
  checkDataDir,
  checkNode,
  checkPortFree,
  ensureBuilt,
  ensureInstalled,
  Failure,
  isPortFree,
  nodeBinary,
  ROOT,
  run,
} from "./serve-machine.mjs";

const USAGE = "Usage: npm run demo [-- --port N --scale S --data FOLDER]";
const say = (line) => process.stdout.write(`${line}\n`);

function readOptions() {
  let values;
  try {
    ({ values } = parseArgs({
      options: { port: { type: "string" }, scale: { type: "string" }, data: { type: "string" } },
    }));
  } catch (error) {
    throw new Failure(`${error.message.split("\n")[0]} ${USAGE}`);
  }
  const port = Number(values.port ?? process.env.PORT ?? 3000);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new Failure(`--port must be a number from 1 to 65535. ${USAGE}`);
  const scale = Number(values.scale ?? 1);
  if (!(scale >= 0.01 && scale <= 100)) throw new Failure(`--scale must be a number from 0.01 to 100. ${USAGE}`);
  const data = values.data === undefined ? null : path.resolve(process.env.INIT_CWD ?? process.cwd(), values.data);
  if (data !== null && values.scale !== undefined)
    throw new Failure(`--scale is for generated data: leave it out with --data. ${USAGE}`);
  if (data !== null && !(existsSync(data) && statSync(data).isDirectory())) {
    throw new Failure(
      `There is no folder ${data}: --data wants a folder with order_lines, products and customers as CSV or Parquet.`,
    );
  }
  return { port, scale, data, dataDir: path.resolve(process.env.PARTWISE_DATA_DIR || ".partwise") };
}

async function prepareData({ scale, data, dataDir }) {
  const args = [
    "--conditions=react-server",
    "--import",
    "tsx",
    "lib/cli/demo-data.ts",
    ...(data ? ["--data", data] : ["--scale", String(scale)]),
  ];
  const { code } = await run(nodeBinary(), args, {
    isShown: true,
    env: { ...process.env, PARTWISE_DATA_DIR: dataDir },
  });
  if (code !== 0) throw new Failure("");
}

function describe({ url, data }) {
  return `
  Partwise is ready:  ${url}

  Sign in as one of these people; everybody's password is "partwise":
    olena@partwise.example    sales rep
    taras@partwise.example    sales rep
    marta@partwise.example    head of sales: sees every customer
    admin@partwise.example    administrator: sees everything
${data ? `\n  Data: imported from ${data}\n` : ""}
  Ctrl+C ends it.
`;
}

/** Measured while people look around, where it takes seconds: the Performance page of a first visit is not empty. */
const MAX_MEASURED_SCALE = 1;
const MEASURED_MODELS = "popularity,personal-frequency,v3,v3-plus";

/** Starts a backtest of the simple models when none was run; null when there is nothing to do. Ends by itself. */
function measureInBackground({ scale, data, dataDir }) {
  const reports = path.join(dataDir, "reports");
  const isMeasured = existsSync(reports) && readdirSync(reports).some((name) => name.endsWith(".json"));
  if (data !== null || scale > MAX_MEASURED_SCALE || isMeasured) return null;
  const json = path.join(dataDir, "backtest.json");
  const what = ["--models", MEASURED_MODELS, "--protocol", "next-30-days", "--threads", "1", "--json", json];
  const child = spawn(nodeBinary(), ["--conditions=react-server", "--import", "tsx", "lib/cli/backtest.ts", ...what], {
    cwd: ROOT,
    stdio: "ignore",
    env: { ...process.env, PARTWISE_DATA_DIR: dataDir },
  });
  // The demo serves all the same; the page says how to measure by hand.
  child.on("error", () => undefined);
  child.on("spawn", () => os.setPriority(child.pid, os.constants.priority.PRIORITY_LOW));
  return child;
}

async function main() {
  const options = readOptions();
  checkNode();
  await checkPortFree(options.port);
  const oidcPort = (await isPortFree(options.port + 1)) ? options.port + 1 : await anyFreePort();
  await checkDataDir(options.dataDir);
  await ensureInstalled(say);
  await prepareData(options);
  await ensureBuilt(say);
  say("Starting");
  const server = await serveApp({ port: options.port, oidcPort, dataDir: options.dataDir });
  const stopped = new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => resolve(null));
  });
  say(describe({ url: server.url, data: options.data }));
  const measuring = measureInBackground(options);
  const failure = await Promise.race([stopped, server.failed]);
  measuring?.kill();
  await server.stop();
  if (failure !== null) throw new Failure(failure);
}

try {
  await main();
  process.exit(0);
} catch (error) {
  if (!(error instanceof Failure)) throw error;
  if (error.message) process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
