import { readFile } from "node:fs/promises";
import { expect, test } from "./fixtures";

test("a manager reads precision by segment and exports the table", async ({ as }) => {
  const page = await as("marta");
  await page.goto("/");
  await page.getByRole("navigation").getByRole("link", { name: "Performance" }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "Performance" })).toBeVisible();
  await expect(page.getByText("Precision@20").first()).toBeVisible();

  const panel = page.getByRole("region", { name: "For whom does it work?" });
  await panel.getByLabel("Customers by").selectOption({ label: "Segment" });
  await panel.getByRole("button", { name: "Table" }).click();
  const table = panel.getByRole("table");
  await expect(table.getByRole("columnheader").first()).toHaveText("Segment");
  const values = await table.locator("tbody tr td:nth-child(4)").allTextContents();
  expect(values.length).toBeGreaterThan(0);

  const download = page.waitForEvent("download");
  await panel.getByRole("link", { name: "Download as CSV: For whom does it work?" }).click();
  const csv = await readFile(await (await download).path(), "utf8");
  const [header, ...lines] = csv
    .replace(/^\uFEFF/, "")
    .trim()
    .split(/\r?\n/);
  expect(header).toMatch(/^segment,customers,model,value,low,high,/);
  expect(lines.map((line) => `${(Number(line.split(",")[3]) * 100).toFixed(1)}%`)).toEqual(values);
});

test("the address is the state of the Performance page: a copied one shows the same figures", async ({ as }) => {
  const page = await as("marta");
  await page.goto("/performance");
  await page.getByRole("combobox", { name: "Measure" }).selectOption({ label: "nDCG" });
  await expect(page).toHaveURL(/metric=ndcg/);
  await expect(page.getByText("nDCG@20").first()).toBeVisible();
  const summary = page.getByRole("region", { name: "Which model is right most often?" }).getByRole("paragraph").first();
  const text = await summary.textContent();
  await page.reload();
  await expect(summary).toHaveText(text ?? "");
});

test("a rep finds no Performance page, in the navigation or by its address", async ({ as }) => {
  const page = await as("olena");
  await page.goto("/");
  await expect(page.getByRole("navigation").getByRole("link", { name: "Performance" })).toHaveCount(0);
  const response = await page.goto("/performance");
  expect(response?.status()).toBe(404);
});
