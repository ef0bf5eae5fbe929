import path from "node:path";
import type { Browser, Page } from "@playwright/test";
import { type Exhibit, exhibits } from "../app/gallery/exhibits";
import { serveApp } from "../lib/cli/serve-app.mjs";
import { anyFreePort } from "../lib/cli/serve-machine.mjs";
import { expect, type Knowledge, test } from "./fixtures";
import { EMAIL_OF } from "./people";
import { signIn } from "./sign-in";

/** Every state of every screen, on a server of the sources: a build has no gallery. The photographs lie beside the test results. */
const COMPILE_MS = 120_000;
const PHONE = { width: 390, height: 844 };
const DESK = { width: 1440, height: 900 };

async function serveSources() {
  const running = process.env.PARTWISE_GALLERY_URL;
  if (running) return { url: running, stop: async () => undefined };
  return await serveApp({
    port: await anyFreePort(),
    oidcPort: await anyFreePort(),
    dataDir: path.resolve(process.env.PARTWISE_DATA_DIR ?? ".partwise-test"),
    env: { PARTWISE_LOG_LEVEL: "warn" },
    isDevelopment: true,
  });
}

const fill = ({ address }: Exhibit, { olenas, productPath }: Knowledge) =>
  address
    .replace("/products/[product]", productPath)
    .replace("[customer]", olenas.id)
    .replace("[agreement]", olenas.agreementPath.split("/").at(-1) ?? "");

/** Two pages of one administrator: a desk by day and a phone by night. */
async function lookers(browser: Browser, url: string): Promise<Page[]> {
  const desk = await browser.newContext({ baseURL: url, viewport: DESK, colorScheme: "light", locale: "en-GB" });
  const page = await desk.newPage();
  page.setDefaultTimeout(COMPILE_MS);
  await signIn(page, EMAIL_OF.admin);
  const storageState = await desk.storageState();
  const phone = await browser.newContext({
    baseURL: url,
    viewport: PHONE,
    colorScheme: "dark",
    locale: "uk-UA",
    storageState,
  });
  return [page, await phone.newPage()];
}

/** What has to be seen in a state, whatever the screen. */
async function expectState(page: Page, { state }: Exhibit): Promise<void> {
  if (state === "unavailable") await expect(page.getByRole("alert").first()).toBeVisible();
  if (state === "stale" || state === "partial") {
    await expect(page.getByRole("status").filter({ hasText: /\S/ }).first()).toBeVisible();
  }
  if (state === "loading") await expect(page.locator(".skeleton").first()).toBeVisible();
  else await expect(page.getByRole("heading").first()).toBeVisible();
}

test("every screen is photographed in every state that it has", async ({ browser, known }, info) => {
  const all = exhibits();
  test.setTimeout(COMPILE_MS + all.length * 15_000);
  const server = await serveSources();
  try {
    const pages = await lookers(browser, server.url);
    await pages[0].goto("/gallery");
    await expect(pages[0].getByRole("heading", { name: "States of every screen" })).toBeVisible();
    for (const [at, exhibit] of all.entries()) {
      // Desk and phone take turns, so that each screen is seen on both without photographing everything twice.
      const page = pages[at % 2];
      page.setDefaultNavigationTimeout(COMPILE_MS);
      const waitUntil = exhibit.state === "loading" ? "commit" : "load";
      await page.goto(fill(exhibit, known), { waitUntil });
      await expectState(page, exhibit);
      const name = `${exhibit.screen} - ${exhibit.state}.png`.toLowerCase().replaceAll(" ", "-");
      await page.screenshot({ path: info.outputPath("gallery", name) });
    }
  } finally {
    await server.stop();
  }
});

test("a build has no gallery, and no address makes it show a state that is not so", async ({ as, httpAs }) => {
  expect((await (await httpAs("admin")).get("/gallery")).status()).toBe(404);
  const page = await as("marta");
  for (const state of ["empty", "no-permission", "unavailable", "failing"]) {
    await page.goto(`/customers?gallery=${state}`);
    await expect(page.locator("tbody tr").first()).toBeVisible();
  }
});
