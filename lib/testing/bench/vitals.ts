/**
 * What a rep waits for: largest contentful paint, layout shift and compressed script of pages in Chromium, the processor slowed
 * down four times. Against a server that runs, signed in as a person of the demo:
 * `npx tsx lib/testing/bench/vitals.ts --url http://127.0.0.1:3000 [--person olena] [--runs 5] [PATH ...]`
 */
import { parseArgs } from "node:util";
import { type Browser, chromium, type Page } from "@playwright/test";
import { quantileSorted } from "@/lib/numeric/quantile";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    url: { type: "string", default: "http://127.0.0.1:3000" },
    person: { type: "string", default: "olena" },
    runs: { type: "string", default: "5" },
  },
});
const SLOWDOWN = 4;
/** Long enough for the last paint that counts. */
const SETTLE_MS = 2500;

interface Vitals {
  paintMs: number;
  shift: number;
}

async function signIn(browser: Browser) {
  const page = await browser.newPage({ baseURL: values.url });
  await page.goto("/sign-in");
  await page.getByRole("button").first().click();
  await page.getByLabel("E-mail").fill(`${values.person}@partwise.example`);
  await page.getByLabel("Password").fill("partwise");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(values.url.replace(/\/?$/, "/"));
  const state = await page.context().storageState();
  const agreement = await firstAgreement(page);
  await page.context().close();
  return { state, agreement };
}

async function firstAgreement(page: Page): Promise<string> {
  await page.goto("/customers?sort=-orders");
  const customer = await page.locator("main a[data-row-link]").first().getAttribute("href");
  await page.goto(customer ?? "/");
  const agreement = await page.locator('main a[href*="/agreements/"]').first().getAttribute("href");
  return (agreement ?? "/").split(/[?#]/)[0];
}

/** Runs in the page, before anything of it: browsers tell paints and shifts only to those who listen. */
function listen(): void {
  const seen = { paintMs: 0, shift: 0 };
  (window as unknown as { vitals: Vitals }).vitals = seen;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) seen.paintMs = entry.startTime;
  }).observe({ type: "largest-contentful-paint", buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[])
      if (!entry.hadRecentInput) seen.shift += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
}

const browser = await chromium.launch({
  executablePath: process.env.PLAYWRIGHT_CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
const { state, agreement } = await signIn(browser);
for (const path of positionals.length > 0 ? positionals : ["/", agreement]) {
  const runs: Vitals[] = [];
  let scriptBytes = 0;
  for (let run = 0; run < Number(values.runs); run++) {
    const context = await browser.newContext({ baseURL: values.url, storageState: state });
    const page = await context.newPage();
    await (await context.newCDPSession(page)).send("Emulation.setCPUThrottlingRate", { rate: SLOWDOWN });
    await page.addInitScript(listen);
    const answer = await page.goto(path);
    const html = (await answer?.text()) ?? "";
    await page.waitForTimeout(SETTLE_MS);
    runs.push(await page.evaluate(() => (window as unknown as { vitals: Vitals }).vitals));
    const loaded = await page.evaluate(() =>
      (performance.getEntriesByType("resource") as PerformanceResourceTiming[])
        .filter((one) => one.initiatorType === "script" || one.initiatorType === "link")
        .map((one) => ({ path: new URL(one.name).pathname, bytes: one.encodedBodySize })),
    );
    scriptBytes = loaded
      .filter((one) => one.path.endsWith(".js") && html.includes(one.path))
      .reduce((sum, one) => sum + one.bytes, 0);
    await context.close();
  }
  const paints = runs.map((one) => one.paintMs).sort((a, b) => a - b);
  console.log(
    `${path}: largest paint median ${quantileSorted(paints, 0.5)?.toFixed(0)} ms, worst ${paints.at(-1)?.toFixed(0)} ms; ` +
      `shift at most ${Math.max(...runs.map((one) => one.shift)).toFixed(3)}; first script ${(scriptBytes / 1000).toFixed(0)} kB`,
  );
}
await browser.close();
