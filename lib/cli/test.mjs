/** `npm test`: installs what the tests need, runs every check and test in order, and counts them. Plain Node 20 JavaScript. */
import { existsSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import {
  checkLockfile,
  checkNode,
  ensureBuilt,
  ensureInstalled,
  Failure,
  nodeBinary,
  ROOT,
  run,
} from "./serve-machine.mjs";
import { ensureBrowser } from "./test-browser.mjs";
import { ensureRedis } from "./test-redis.mjs";

const say = (line) => process.stdout.write(`${line}\n`);
const totals = { passed: 0, failed: 0, skipped: 0 };
const failures = [];

/** Runs one step; what it returns is counted, a throw is one failed check. */
async function step(name, work) {
  const startedAt = Date.now();
  let counts = { passed: 1, failed: 0, skipped: 0 };
  let complaint = "";
  try {
    counts = (await work()) ?? counts;
  } catch (error) {
    counts = { passed: 0, failed: 1, skipped: 0 };
    complaint = error instanceof Failure ? error.message : String(error?.stack ?? error);
  }
  for (const key of Object.keys(totals)) totals[key] += counts[key];
  if (counts.failed > 0) failures.push(name);
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
  say(
    `${counts.failed > 0 ? "FAIL" : "ok  "}  ${name}  (${counts.passed} passed, ${counts.failed} failed, ${seconds} s)`,
  );
  if (complaint) say(complaint.replace(/^/gm, "      "));
  return counts.failed === 0;
}

/** A tool that passes or fails as a whole. */
const check = (name, args) =>
  step(name, async () => {
    const { code, output } = await run(nodeBinary(), args);
    if (code !== 0) throw new Failure(output.trim().split("\n").slice(-60).join("\n") || `exit code ${code}`);
  });

/** A runner that writes its counts as JSON. A run without a single test, or without a report, is a failure. */
function runner(name, { args, env, report, read }) {
  return step(name, async () => {
    await rm(report, { force: true });
    const { code } = await run(nodeBinary(), args, { env: { ...process.env, ...env }, isShown: true });
    if (!existsSync(report)) throw new Failure(`${name} ended with exit code ${code} before it could report.`);
    const counts = read(JSON.parse(readFileSync(report, "utf8")));
    if (counts.passed + counts.failed === 0) throw new Failure(`${name} found no tests.`);
    // A file that cannot be loaded, or a failing teardown, fails no single test.
    if (code !== 0 && counts.failed === 0) counts.failed = 1;
    return counts;
  });
}

async function main() {
  checkNode();
  await ensureInstalled(say);
  const reports = await mkdtemp(path.join(tmpdir(), "partwise-test-"));
  const dataDir = path.join(ROOT, ".partwise-test");
  await mkdir(dataDir, { recursive: true });

  await step("lockfile installs", async () => {
    const { code, output } = await checkLockfile();
    if (code !== 0) throw new Failure(output.trim().split("\n").slice(-15).join("\n"));
  });
  await check("format and lint", ["node_modules/@biomejs/biome/bin/biome", "check", "."]);
  await check("types", ["node_modules/@typescript/native/bin/tsc", "--noEmit"]);
  await check("import boundaries", ["lib/testing/gates/check-boundaries.mjs"]);
  await check("dead code", ["node_modules/knip/bin/knip.js", "--no-config-hints"]);
  await ensureRedis(say);
  const unitReport = path.join(reports, "unit.json");
  await runner("unit and property tests", {
    args: [
      "node_modules/vitest/vitest.mjs",
      "run",
      "--config",
      ".vitest.config.mts",
      "--reporter=dot",
      "--reporter=json",
      `--outputFile.json=${unitReport}`,
    ],
    env: { PARTWISE_DATA_DIR: dataDir },
    report: unitReport,
    read: (json) => ({
      passed: json.numPassedTests,
      failed: json.numFailedTests,
      skipped: json.numPendingTests + json.numTodoTests,
    }),
  });

  let chromium = null;
  const isReady =
    (await step("browser", async () => {
      chromium = await ensureBrowser(say);
    })) &&
    (await step("demo data", async () => {
      const args = ["--conditions=react-server", "--import", "tsx", "lib/cli/demo-data.ts", "--scale", "0.1"];
      const { code, output } = await run(nodeBinary(), args, { env: { ...process.env, PARTWISE_DATA_DIR: dataDir } });
      if (code !== 0) throw new Failure(output);
    })) &&
    (await step("build", () => ensureBuilt(say)));
  if (isReady) {
    const e2eReport = path.join(reports, "e2e.json");
    await runner("end-to-end tests", {
      args: [
        "node_modules/@playwright/test/cli.js",
        "test",
        "--config",
        "e2e/playwright.config.ts",
        "--reporter=line,json",
      ],
      env: { PLAYWRIGHT_CHROMIUM: chromium, PLAYWRIGHT_JSON_OUTPUT_NAME: e2eReport, PARTWISE_DATA_DIR: dataDir },
      report: e2eReport,
      read: ({ stats }) => {
        if (stats.flaky > 0) say(`${stats.flaky} of them passed at the second attempt only: see above`);
        return { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped };
      },
    });
  }
  await rm(reports, { recursive: true, force: true });
}

try {
  await main();
} catch (error) {
  if (!(error instanceof Failure)) throw error;
  say(error.message);
  totals.failed += 1;
  failures.push("preparation");
}
if (failures.length > 0) say(`\nFailed: ${failures.join(", ")}`);
say(`\n${totals.passed} passed, ${totals.failed} failed${totals.skipped > 0 ? `, ${totals.skipped} skipped` : ""}`);
process.exit(totals.failed > 0 ? 1 : 0);
