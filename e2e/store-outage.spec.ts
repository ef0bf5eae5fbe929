import { cp, mkdtemp, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { serveApp } from "../lib/cli/serve-app.mjs";
import { anyFreePort } from "../lib/cli/serve-machine.mjs";
import { EMAIL_OF } from "./people";
import { signIn } from "./sign-in";

// A server of its own: it loses its store while people work.
let app: Awaited<ReturnType<typeof serveApp>>;
let dataDir: string;

test.beforeAll(async () => {
  test.setTimeout(180_000);
  dataDir = await mkdtemp(path.join(tmpdir(), "partwise-outage-"));
  await cp(path.resolve(process.env.PARTWISE_DATA_DIR ?? ".partwise-test"), dataDir, {
    recursive: true,
    filter: (file) => !path.basename(file).startsWith("app.sqlite"),
  });
  const [port, oidcPort] = [await anyFreePort(), await anyFreePort()];
  app = await serveApp({ port, oidcPort, dataDir, env: { OIDC_TEST_PEOPLE: "1", PARTWISE_LOG_LEVEL: "off" } });
});

test.afterAll(async () => {
  await app?.stop();
  await rm(dataDir, { recursive: true, force: true });
});

async function moveStore(from: string, to: string): Promise<void> {
  for (const more of ["-wal", "-shm", ""]) {
    await rename(path.join(dataDir, `${from}${more}`), path.join(dataDir, `${to}${more}`)).catch(() => undefined);
  }
}

/** The first agreement of Olena's largest customer, with two products to reorder at least. */
async function openAgreement(page: Page): Promise<string> {
  await page.goto("/customers?sort=-orders");
  const customer = page.getByRole("main").locator('a[href^="/customers/"]:not([href*="export"])');
  await page.goto((await customer.first().getAttribute("href")) as string);
  const agreement = page.getByRole("main").locator('a[href*="/agreements/"]:not([href*="export"])');
  const address = ((await agreement.first().getAttribute("href")) as string).split(/[?#]/)[0];
  await page.goto(address);
  await row(page, 1).waitFor();
  return address;
}

const row = (page: Page, at: number) => page.locator("#reorder li[data-row]").nth(at);
/** Shown once the store has it; the row itself says so before. */
const saved = (page: Page) => page.locator("[data-sonner-toast]").filter({ hasText: "is marked as offered" });
const banner = (page: Page, text: string) => page.getByRole("status", { name: /system|систем/i }).getByText(text);

test("a rep loses the store in the middle of the work, reads on, and says it again when it is back", async ({
  browser,
}) => {
  test.setTimeout(180_000);
  const context = await browser.newContext({ baseURL: app.url });
  const page = await context.newPage();
  await signIn(page, EMAIL_OF.olena);
  const agreement = await openAgreement(page);

  await row(page, 0).getByRole("button", { name: "Offered" }).click();
  await expect(row(page, 0).getByText(/Offered by you, /)).toBeVisible();
  await expect(saved(page)).toBeVisible();

  await moveStore("app.sqlite", "away.sqlite");
  await row(page, 1).getByRole("button", { name: "Offered" }).click();
  const toast = page.locator("[data-sonner-toast]").filter({ hasText: "This could not be kept" });
  await expect(toast).toContainText("Partwise's own store does not answer.");
  await expect(row(page, 1).getByText(/Offered by you, /)).toHaveCount(0);

  // What was known stays, on every page, and every page says what is wrong.
  for (const address of [agreement, "/", "/customers", "/products", "/rules"]) {
    await page.goto(address);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(banner(page, "Partwise's own store does not answer.")).toBeVisible();
    if (address.includes("/agreements/")) await expect(row(page, 0).getByText(/Offered by you, /)).toBeVisible();
  }
  await context.addCookies([{ name: "locale", value: "uk", url: app.url }]);
  await page.reload();
  await expect(banner(page, "Власне сховище Partwise не відповідає.")).toBeVisible();
  await context.clearCookies({ name: "locale" });

  await moveStore("away.sqlite", "app.sqlite");
  await expect(async () => {
    await page.goto(agreement);
    await row(page, 1).getByRole("button", { name: "Offered" }).click({ timeout: 2_000 });
    await expect(saved(page)).toBeVisible({ timeout: 3_000 });
  }).toPass({ timeout: 60_000 });
  await page.reload();
  await expect(row(page, 0).getByText(/Offered by you, /)).toBeVisible();
  await expect(row(page, 1).getByText(/Offered by you, /)).toBeVisible();
  await expect(banner(page, "Partwise's own store does not answer.")).toHaveCount(0);
  await context.close();
});
