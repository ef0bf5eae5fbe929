import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";

/** Compressed bytes of script that a page asks for before it can be used; what comes later is fetched when wanted. */
const MOST_SCRIPT_BYTES = 200_000;
const MOST_LAYOUT_SHIFT = 0.05;

const SCREENS = ["Today", "an agreement", "the customers", "a product"] as const;

for (const screen of SCREENS) {
  test(`${screen} loads at most 200 kB of compressed script, no chart among it, and nothing jumps`, async ({
    as,
    known,
  }) => {
    const page = await as("olena");
    const path = {
      Today: "/",
      "an agreement": known.olenas.agreementPath,
      "the customers": "/customers",
      "a product": known.productPath,
    }[screen];
    await watchLayout(page);
    await page.goto(path, { waitUntil: "networkidle" });
    const sizes = await scriptSizes(page);
    const first = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLScriptElement>("script[src]")]
        .filter((one) => !one.noModule)
        .map((one) => one.src),
    );
    // Scripts that were in the document as it came, not those that the page added to itself.
    const html = await (await page.request.get(path)).text();
    const inDocument = first.filter((source) => html.includes(new URL(source).pathname));
    expect(inDocument.length).toBeGreaterThan(3);
    const total = inDocument.reduce((sum, source) => sum + (sizes.get(source) ?? Number.NaN), 0);
    test.info().annotations.push({ type: "script", description: `${(total / 1000).toFixed(0)} kB` });
    expect(total).toBeLessThanOrEqual(MOST_SCRIPT_BYTES);
    expect(await page.evaluate(() => (window as unknown as { shift: number }).shift)).toBeLessThanOrEqual(
      MOST_LAYOUT_SHIFT,
    );
  });
}

/** Compressed bytes of each script that the page has loaded, by address. */
async function scriptSizes(page: Page): Promise<Map<string, number>> {
  return new Map(
    await page.evaluate(() =>
      (performance.getEntriesByType("resource") as PerformanceResourceTiming[]).map((one): [string, number] => [
        one.name,
        one.encodedBodySize,
      ]),
    ),
  );
}

async function watchLayout(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const seen = window as unknown as { shift: number };
    seen.shift = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number; hadRecentInput: boolean })[]) {
        if (!entry.hadRecentInput) seen.shift += entry.value;
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
}
