import { readFile } from "node:fs/promises";
import { expect, test } from "./fixtures";

test("a rep finds a customer, opens an agreement, reads the reasons and exports the list", async ({ as, known }) => {
  const page = await as("olena");
  await page.goto("/");
  await page.getByRole("navigation").getByRole("link", { name: "Customers" }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "Customers" })).toBeVisible();

  await page.getByRole("searchbox", { name: "Search customers" }).first().fill(known.olenas.name);
  await page.keyboard.press("Enter");
  await page.getByRole("main").getByRole("link", { name: known.olenas.name, exact: true }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: known.olenas.name })).toBeVisible();

  await page.locator(`a[href^="${known.olenas.agreementPath}"]`).first().click();
  await expect(page).toHaveURL(new RegExp(known.olenas.agreementPath));
  const reorder = page.getByRole("region", { name: /^Reorder/ });
  await reorder.getByRole("heading", { level: 3 }).first().getByRole("button").click();
  await expect(page.getByText("How the score adds up").first()).toBeVisible();
  await expect(page.getByText("Purchases it rests on").first()).toBeVisible();

  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export CSV" }).click();
  const csv = await readFile(await (await download).path(), "utf8");
  const [header, first] = csv.replace(/^\uFEFF/, "").split(/\r?\n/);
  expect(header).toMatch(/^rank,product_code,product_name,list,score,reason/);
  expect(first).toMatch(/^1,/);
});

test("the address is the state: options stand in it and a copied address shows the same list", async ({
  as,
  known,
}) => {
  const page = await as("olena");
  await page.goto(`${known.olenas.agreementPath}?k=3&variant=v3&asOf=2025-06-01`);
  const products = page.getByRole("region", { name: /^Reorder/ }).getByRole("heading", { level: 3 });
  const names = await products.allTextContents();
  expect(names.length).toBeGreaterThan(0);
  expect(names.length).toBeLessThanOrEqual(3);
  await page.reload();
  expect(await products.allTextContents()).toEqual(names);
});

test("the two lists of a rep share nothing: each sees the own customers only", async ({ as, known }) => {
  const olena = await as("olena");
  await olena.goto(`/customers?q=${encodeURIComponent(known.taras.name)}`);
  await expect(
    olena.getByRole("main").locator(`a[href="${known.taras.path}"], a[href^="${known.taras.path}?"]`),
  ).toHaveCount(0);
});

test("a rep sees another rep's customer nowhere: page, agreement and export answer 404", async ({ as, known }) => {
  const page = await as("olena");
  for (const path of [known.taras.path, known.taras.agreementPath]) {
    const response = await page.goto(path);
    expect(response?.status()).toBe(404);
    await expect(page.getByText("There is nothing at this address").first()).toBeVisible();
    await expect(page.getByText(known.taras.name)).toHaveCount(0);
  }
});

test("a manager sees the customers of every rep", async ({ as, known }) => {
  const page = await as("marta");
  for (const customer of [known.olenas, known.taras]) {
    await page.goto(`/customers?q=${encodeURIComponent(customer.name)}`);
    await page.getByRole("main").locator(`a[href="${customer.path}"], a[href^="${customer.path}?"]`).first().click();
    await expect(page.getByRole("heading", { level: 1, name: customer.name })).toBeVisible();
  }
});
