/** Finds or installs the Chromium that the end-to-end tests drive. */
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { Failure, ROOT, run } from "./serve-machine.mjs";

const USUAL_PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

function find() {
  const given = process.env.PLAYWRIGHT_CHROMIUM;
  if (given && !existsSync(given)) throw new Failure(`PLAYWRIGHT_CHROMIUM names ${given}, which does not exist.`);
  if (given) return given;
  const usual = USUAL_PLACES.find((place) => existsSync(place));
  if (usual) return usual;
  const { chromium } = createRequire(path.join(ROOT, "package.json"))("@playwright/test");
  const own = chromium.executablePath();
  return own && existsSync(own) ? own : null;
}

/** @returns {Promise<string>} path of a Chromium; throws Failure when there is none and none can be installed */
export async function ensureBrowser(say) {
  const found = find();
  if (found) return found;
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    say("Installing Chromium (once)");
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    await run("apt-get", ["update", "-q"], { env });
    await run("apt-get", ["install", "-y", "-q", "--no-install-recommends", "chromium", "fonts-liberation"], { env });
    const installed = find();
    if (installed) return installed;
  }
  throw new Failure(
    "No Chromium was found: install one (Debian: apt-get install chromium; elsewhere: npx playwright install chromium) or name it in PLAYWRIGHT_CHROMIUM.",
  );
}
