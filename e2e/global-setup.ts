import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { chromium, type FullConfig } from "@playwright/test";
import { serveApp } from "../lib/cli/serve-app.mjs";
import { anyFreePort, ensureBuilt, nodeBinary, run } from "../lib/cli/serve-machine.mjs";
import { storeReport } from "../lib/services/backtest/report-store";
import { sampleReport } from "../lib/testing/sample-report";
import { EMAIL_OF, PEOPLE, stateFile } from "./people";
import { signIn } from "./sign-in";

/** Serves the built app on the test data with the real OpenID provider, and signs everybody in once. */
export default async function globalSetup(config: FullConfig): Promise<() => Promise<void>> {
  const server = process.env.PARTWISE_E2E_URL ? running(process.env.PARTWISE_E2E_URL) : await serve();
  const states = await mkdtemp(path.join(tmpdir(), "partwise-e2e-"));
  process.env.PARTWISE_E2E_URL = server.url;
  process.env.PARTWISE_E2E_STATES = states;
  const stop = async () => {
    await server.stop();
    await rm(states, { recursive: true, force: true });
  };
  try {
    const { launchOptions } = config.projects[0].use;
    const browser = await chromium.launch(launchOptions);
    for (const person of PEOPLE) {
      const context = await browser.newContext({ baseURL: server.url, locale: "en-GB" });
      await signIn(await context.newPage(), EMAIL_OF[person]);
      await context.storageState({ path: stateFile(person) });
      await context.close();
    }
    await browser.close();
  } catch (error) {
    process.stdout.write(`${server.lines().join("\n")}\n`);
    await stop();
    throw error;
  }
  return stop;
}

async function serve() {
  await ensureBuilt((line: string) => process.stdout.write(`${line}\n`));
  const dataDir = path.resolve(process.env.PARTWISE_DATA_DIR ?? ".partwise-test");
  // Of other data: the Performance page says so, and draws the one of this data.
  await storeReport(dataDir, sampleReport());
  await measure(dataDir);
  return await serveApp({
    port: await anyFreePort(),
    oidcPort: await anyFreePort(),
    dataDir,
    env: {
      OIDC_TEST_PEOPLE: "1",
      PARTWISE_LOG_LEVEL: "warn",
      // So that there is a job that fails (jobs.spec.ts).
      PARTWISE_EVALUATE_MODELS: "no-such-model",
    },
  });
}

/** A backtest of the simple models: its figures lead to real customers. What was measured before is not measured again. */
async function measure(dataDir: string): Promise<void> {
  const what = ["--models", "popularity,personal-frequency,v3", "--protocol", "next-30-days", "--threads", "1"];
  const json = ["--json", path.join(dataDir, "backtest.json")];
  const program = ["--conditions=react-server", "--import", "tsx", "lib/cli/backtest.ts"];
  const { code, output } = await run(nodeBinary(), [...program, ...what, ...json], {
    env: { ...process.env, PARTWISE_DATA_DIR: dataDir },
  });
  if (code !== 0) throw new Error(output);
}

/** While writing tests: a server that runs already, started with OIDC_TEST_PEOPLE=1 and the build at hand. */
function running(url: string) {
  return { url, lines: () => [] as string[], stop: async () => undefined };
}
