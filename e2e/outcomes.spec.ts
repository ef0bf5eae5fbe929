import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";

// The journeys write about one customer, one after the other, and leave it as they found it.
test.describe.configure({ mode: "serial" });

/** An agreement of Olena's with enough to reorder, further down the list than those the other journeys use. */
async function openAgreement(page: Page): Promise<string> {
  await page.goto("/customers?sort=-orders");
  const customers = await page
    .getByRole("main")
    .locator('a[href^="/customers/"]')
    .evaluateAll((links) => [...new Set(links.map((link) => (link as HTMLAnchorElement).pathname))]);
  for (const customer of customers.slice(2, 12)) {
    await page.goto(customer);
    const agreement = await page.locator(`a[href^="${customer}/agreements/"]`).first().getAttribute("href");
    if (agreement === null) continue;
    const path = agreement.split(/[?#]/)[0];
    await page.goto(path);
    if ((await rows(page).count()) >= 4) return path;
  }
  throw new Error("No customer of Olena's has four products to reorder");
}

const rows = (page: Page) => page.locator("#reorder li[data-row]");
const row = (page: Page, id: string) => page.locator(`#reorder li[id="${id}"]`);
const idOf = async (page: Page, at: number) => (await rows(page).nth(at).getAttribute("id")) ?? "";

test("a rep offers a part, puts another off, takes it back, and the next list respects it", async ({ as }) => {
  const page = await as("olena");
  const path = await openAgreement(page);
  const [offered, snoozed] = [await idOf(page, 0), await idOf(page, 1)];
  const codeOf = async (id: string) => (await row(page, id).locator("h3 .num").textContent()) ?? "";
  const [offeredCode, snoozedCode] = [await codeOf(offered), await codeOf(snoozed)];

  // One click, at once, with who and when.
  await row(page, offered).getByRole("button", { name: "Offered" }).click();
  await expect(row(page, offered).getByText(/Offered by you, /)).toBeVisible();

  // By keyboard: S on the row, Enter on the first date.
  await row(page, snoozed).locator("[data-row-link]").focus();
  await page.keyboard.press("s");
  await expect(page.getByRole("dialog").getByRole("button", { name: "in 1 week" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(row(page, snoozed)).toHaveCount(0);
  await expect(page.getByText("1 put off")).toBeVisible();

  // The message takes it back.
  await page
    .locator("[data-sonner-toast]")
    .filter({ hasText: "is put off to" })
    .getByRole("button", { name: "Undo" })
    .click();
  await expect(row(page, snoozed)).toBeVisible();
  await expect(page.getByText("1 put off")).toHaveCount(0);

  // Again with the mouse: two clicks.
  await row(page, snoozed).getByRole("button", { name: "Not now" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "in 2 weeks" }).click();
  await expect(row(page, snoozed)).toHaveCount(0);
  await expect(page.locator("[data-sonner-toast]").filter({ hasText: "is put off to" }).last()).toBeVisible();

  // The next list, from the server.
  await page.reload();
  await expect(row(page, offered).getByText(/Offered by you, /)).toBeVisible();
  await expect(row(page, offered).getByRole("button", { name: "Offered" })).toHaveAttribute("aria-pressed", "true");
  await expect(row(page, snoozed)).toHaveCount(0);
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export CSV" }).click();
  const csv = await readFile(await (await download).path(), "utf8");
  expect(csv.split(/\r?\n/)[0]).toMatch(/,snapshot,outcome$/);
  expect(csv.split(/\r?\n/).find((line) => line.includes(offeredCode))).toMatch(/,offered$/);
  expect(csv).not.toContain(snoozedCode);
  await page.goto(path.replace(/\/agreements\/.*/, ""));
  await expect(page.getByText(snoozedCode)).toHaveCount(0);
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "Put off" })).toBeVisible();
  await expect(page.getByRole("button", { name: new RegExp(`Bring back: ${snoozedCode}`) })).toBeVisible();

  // As it was.
  await page.goto(path);
  await page.getByRole("button", { name: "Show what is left out" }).click();
  await page.getByRole("button", { name: new RegExp(`List again: ${snoozedCode}`) }).click();
  await expect(row(page, snoozed)).toBeVisible();
  await row(page, offered).getByRole("button", { name: "Offered" }).click();
  await expect(row(page, offered).getByText(/Offered by you, /)).toHaveCount(0);
});

test("a part taken back before the server has heard that it was offered is taken back", async ({ as }) => {
  const page = await as("olena");
  await openAgreement(page);
  const offered = row(page, await idOf(page, 3));
  await page.route("**/agreements/**", async (route) => {
    if (route.request().method() === "POST") await new Promise((resolve) => setTimeout(resolve, 1_500));
    await route.continue();
  });
  const button = offered.getByRole("button", { name: "Offered" });
  await button.click();
  await expect(button).toHaveAttribute("aria-pressed", "true");
  await button.click();
  await expect(page.locator("[data-sonner-toast]").filter({ hasText: "Taken back" })).toBeVisible();
  await expect(button).toHaveAttribute("aria-pressed", "false");
  await page.reload();
  await expect(button).toHaveAttribute("aria-pressed", "false");
});

test("two people who edit at once lose nothing: the second is told what the first did", async ({ as }) => {
  const olena = await as("olena");
  const path = await openAgreement(olena);
  const marta = await as("marta");
  await marta.goto(path);
  const id = await idOf(olena, 2);
  await row(olena, id).getByRole("button", { name: "Offered" }).click();
  await expect(olena.locator("[data-sonner-toast]").filter({ hasText: "is marked as offered" })).toBeVisible();

  await row(marta, id).getByRole("button", { name: "Never" }).click();
  await marta.getByRole("dialog").getByRole("button", { name: "too expensive" }).click();
  const toast = marta.locator("[data-sonner-toast]").filter({ hasText: "changed this meanwhile" });
  await expect(toast).toContainText("They said “Offered”");
  await expect(row(marta, id).getByText(/^Offered by /)).toBeVisible();
  await toast.getByRole("button", { name: "Apply mine" }).click();
  await expect(row(marta, id)).toHaveCount(0);

  await olena.reload();
  await expect(row(olena, id)).toHaveCount(0);
  await olena.getByRole("button", { name: "Show what is left out" }).click();
  await olena
    .getByRole("button", { name: /List again/ })
    .first()
    .click();
  // What was said before it stands again.
  await row(olena, id).getByRole("button", { name: "Offered" }).click();
  await expect(row(olena, id).getByText(/^Offered by /)).toHaveCount(0);
});

test("a call is logged from Today in two clicks, and taken back", async ({ as }) => {
  const page = await as("olena");
  await page.goto("/");
  const last = page
    .getByRole("main")
    .getByRole("button", { name: /^Log call: / })
    .last();
  const name = ((await last.getAttribute("aria-label")) ?? "").replace("Log call: ", "");
  await last.click();
  await page.getByRole("menuitem", { name: /^Not now: in 1 week/ }).click();
  const toast = page.locator("[data-sonner-toast]").filter({ hasText: `${name} is put off to` });
  await expect(toast).toBeVisible();
  await expect(page.getByRole("button", { name: `Log call: ${name}`, exact: true })).toHaveCount(0);
  await expect(page.getByRole("button", { name: `Bring back: ${name}`, exact: true })).toBeVisible();
  await toast.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("button", { name: `Log call: ${name}`, exact: true })).toBeVisible();
});

test("a note and a next contact date stay with the customer", async ({ as }) => {
  const page = await as("olena");
  const path = (await openAgreement(page)).replace(/\/agreements\/.*/, "");
  await page.goto(path);
  const note = page.getByLabel("Note", { exact: true });
  const text = `Asks for Saturday delivery ${Date.now()} <script>alert(1)</script>`;
  await note.fill(text);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText(/^You, /)).toBeVisible();
  await page.reload();
  await expect(note).toHaveValue(text);
  await note.fill("");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.locator("[data-sonner-toast]").filter({ hasText: "Saved" })).toBeVisible();
});

test("security 18: the audit log shows an administrator who exported what, and nobody else", async ({ as, known }) => {
  const olena = await as("olena");
  await olena.request.get(`${known.olenas.agreementPath}/export.csv?k=7`);
  expect((await olena.goto(known.taras.path))?.status()).toBe(404);
  expect((await olena.goto("/admin"))?.status()).toBe(404);

  const page = await as("admin");
  await page.goto("/admin");
  await page.getByLabel("What").selectOption("export");
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page).toHaveURL(/kind=export/);
  await expect(
    page
      .getByRole("row")
      .filter({ hasText: `customerId ${known.olenas.id}` })
      .first(),
  ).toContainText("k 7");
  await page.goto("/admin?kind=denied");
  await expect(
    page
      .getByRole("row")
      .filter({ hasText: `customerId ${known.taras.id}` })
      .first(),
  ).toBeVisible();
});
