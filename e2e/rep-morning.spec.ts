import { readFile } from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./fixtures";

// The journeys write about customers of one rep, one after the other, and leave them as they found them.
test.describe.configure({ mode: "serial" });

const rows = (page: Page) => page.locator("#reorder li[data-row]");
/** An attempt before this one may have ended between offering a part and taking that back. */
async function unmarked(row: Locator): Promise<void> {
  const button = row.locator('[data-outcome="offered"]');
  await button.waitFor();
  if ((await button.getAttribute("aria-pressed")) === "true") await button.click();
  await expect(button).toHaveAttribute("aria-pressed", "false");
}
const codeOf = async (row: Locator) => (await row.locator("h3 .num").textContent()) ?? "";

test("a rep's morning: the queue, a customer, an offer, a part put off, the list as a file, and one step back", async ({
  as,
}) => {
  const page = await as("olena");
  await page.goto("/");
  const queue = page.getByRole("region", { name: "Call queue" });
  const first = queue.locator("li[data-row]").first();
  await expect(first.getByText(/parts? due/)).toBeVisible();
  const name = (await first.locator("[data-row-link]").textContent()) ?? "";

  await first.locator("[data-row-link]").click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await page.locator('main a[href*="/agreements/"]').first().click();
  await expect(page.getByRole("heading", { name: /^Reorder/ })).toBeVisible();

  const offered = rows(page).first();
  const putOff = rows(page).nth(1);
  await unmarked(offered);
  const [offeredCode, putOffCode] = [await codeOf(offered), await codeOf(putOff)];
  await offered.getByRole("button", { name: "Offered" }).click();
  await expect(offered.getByText(/Offered by you, /)).toBeVisible();
  await putOff.getByRole("button", { name: "Not now" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "in 1 week" }).click();
  await expect(rows(page).filter({ hasText: putOffCode })).toHaveCount(0);

  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export CSV" }).click();
  const csv = await readFile(await (await download).path(), "utf8");
  expect(csv).toContain(offeredCode);
  expect(csv).not.toContain(putOffCode);

  const toast = page.locator("[data-sonner-toast]").filter({ hasText: "is put off to" });
  await toast.getByRole("button", { name: "Undo" }).click();
  await expect(rows(page).filter({ hasText: putOffCode })).toHaveCount(1);
  await offered.getByRole("button", { name: "Offered" }).click();
  await expect(offered.getByText(/Offered by you, /)).toHaveCount(0);
});

test("a rep asks why a product is not listed, and tries other weights without keeping them", async ({ as, known }) => {
  const page = await as("olena");
  await page.goto(`${known.olenas.agreementPath}?k=3`);
  const listed = await codeOf(rows(page).first());
  await page.getByRole("searchbox", { name: "Product" }).fill(listed);
  await page
    .getByRole("region", { name: "Why not this product?" })
    .getByRole("listitem")
    .filter({ hasText: listed })
    .first()
    .getByRole("button")
    .click();
  await expect(page.getByText("It is listed: place 1 in Reorder.")).toBeVisible();

  await page.getByRole("button", { name: "Try weights" }).click();
  const scores = await page.locator("#reorder li[data-row] dd").allTextContents();
  await page.getByRole("slider", { name: /^Recency/ }).press("Home");
  await page.getByRole("button", { name: "Try", exact: true }).click();
  await expect(page.getByText("Nothing is kept.")).toBeVisible();
  await expect(page).toHaveURL(/recency=0/);
  expect(await page.locator("#reorder li[data-row] dd").allTextContents()).not.toEqual(scores);
  await expect(page.getByText(/model v3 \(trial: /)).toBeVisible();
  await page.getByRole("button", { name: "Weights in force" }).click();
  await expect(page).not.toHaveURL(/recency=/);
  await expect(page.locator("#reorder li[data-row] dd")).toHaveText(scores);
});

test.describe("українською", () => {
  test.use({ locale: "uk-UA" });

  test("a rep works in Ukrainian by keyboard alone: from the queue to an offer, a part put off, and back", async ({
    as,
  }) => {
    const page = await as("olena");
    await page.context().clearCookies({ name: "partwise-locale" });
    await page.goto("/");
    await expect(page.getByRole("heading", { level: 1, name: "Сьогодні" })).toBeVisible();
    const focused = page.locator(":focus");

    await page.keyboard.press("j");
    await expect(focused).toHaveAttribute("href", /^\/customers\//);
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/customers\/[^/]+$|\/customers\/[^/?]+\?/);
    await reach(page, "href", "/agreements/");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/agreements\//);
    await expect(page.getByRole("heading", { name: /^Повторити/ })).toBeVisible();

    // A Ukrainian layout sends another letter from the same place of the keyboard.
    await unmarked(rows(page).first());
    await page.keyboard.press("j");
    await expect(rows(page).first().locator("[data-row-link]")).toBeFocused();
    await pressPlace(page, "KeyO", "щ");
    await expect(rows(page).first().getByRole("button", { name: "Запропоновано" })).toHaveAttribute(
      "aria-pressed",
      "true",
    );
    await pressPlace(page, "KeyO", "щ");
    await expect(rows(page).first().getByRole("button", { name: "Запропоновано" })).toHaveAttribute(
      "aria-pressed",
      "false",
    );

    const code = await codeOf(rows(page).first());
    await pressPlace(page, "KeyS", "і");
    await expect(page.getByRole("dialog").getByRole("button").first()).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(rows(page).filter({ hasText: code })).toHaveCount(0);
    await page.getByRole("button", { name: "Показати приховане" }).focus();
    await page.keyboard.press("Enter");
    await reach(page, "aria-label", code);
    await page.keyboard.press("Enter");
    await expect(rows(page).filter({ hasText: code })).toHaveCount(1);

    await page.keyboard.press("Shift+Slash");
    await expect(page.getByRole("dialog", { name: "Клавіші" })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
  });
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test("a rep in a yard reads the list and logs the outcome", async ({ as, known }) => {
    const page = await as("olena");
    await page.goto(known.olenas.agreementPath);
    await expect(page.getByRole("button", { name: /^Reorder/ })).toHaveAttribute("aria-pressed", "true");
    const row = rows(page).nth(2);
    await unmarked(row);
    const button = row.getByRole("button", { name: "Offered" });
    const box = await button.boundingBox();
    expect(box?.height ?? 0, "a finger's width").toBeGreaterThanOrEqual(44);
    await button.click();
    await expect(row.getByText(/Offered by you, /)).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await button.click();
    await expect(row.getByText(/Offered by you, /)).toHaveCount(0);
  });
});

/** Goes on with the Tab key until what has the focus has such an attribute. */
async function reach(page: Page, attribute: string, part: string): Promise<void> {
  for (let step = 0; step < 80; step++) {
    await page.keyboard.press("Tab");
    const value = await page.evaluate((name) => document.activeElement?.getAttribute(name) ?? "", attribute);
    if (value.includes(part)) return;
  }
  throw new Error(`Nothing whose ${attribute} holds ${part} within 80 steps`);
}

/** A key by its place, with the letter that another layout gives it. */
async function pressPlace(page: Page, code: string, key: string): Promise<void> {
  await page.evaluate(
    ([place, letter]) =>
      document.activeElement?.dispatchEvent(
        new KeyboardEvent("keydown", { code: place, key: letter, bubbles: true, cancelable: true }),
      ),
    [code, key],
  );
}
