import { readFile } from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./fixtures";

async function rowsOfFile(page: Page, link: Locator): Promise<string[][]> {
  const download = page.waitForEvent("download");
  await link.click();
  const text = await readFile(await (await download).path(), "utf8");
  expect(text.startsWith("\uFEFF")).toBe(true);
  return text
    .slice(1)
    .trim()
    .split("\r\n")
    .map((line) => line.split(","));
}

test("a manager's Monday: from the figure to the segment, its customers, one customer's misses, and the file", async ({
  as,
}) => {
  const page = await as("marta");
  await page.goto("/performance");
  const panel = page.getByRole("region", { name: "Does it hold for every segment, region and rep?" });
  await expect(panel.getByRole("link", { name: "Customers of Light" })).toBeVisible();

  // The list is made longer, and only what the customer had bought before is looked at: the address follows.
  await page.getByRole("group", { name: "List of" }).getByRole("button", { name: "50" }).click();
  await expect(page).toHaveURL(/k=50/);
  await panel.getByRole("group", { name: "Products" }).getByRole("button", { name: "Bought before" }).click();
  await expect(page).toHaveURL(/kind=repeat/);

  await panel.getByRole("link", { name: "Customers of Light" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Light" })).toBeVisible();
  const table = page.getByRole("table", { name: "Customers with hits and misses" });
  const first = table.locator("tbody tr").first();
  const name = (await first.getByRole("link").textContent()) ?? "";
  const missed = Number(await first.locator('td[data-label="Missed"]').textContent());
  expect(missed).toBeGreaterThan(0);

  await first.getByRole("link").click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(name);
  const notListed = page.getByRole("table", { name: "Ordered in the window" }).getByText("Not listed", { exact: true });
  await expect(notListed).toHaveCount(missed);

  const [header, ...lines] = await rowsOfFile(
    page,
    page.getByRole("link", { name: "Download as CSV: Hits and misses" }),
  );
  expect(header.slice(0, 8)).toEqual([
    "window_from",
    "window_to",
    "agreement_id",
    "product_code",
    "product_name",
    "kind",
    "rank",
    "result",
  ]);
  expect(lines.filter((cells) => cells.includes("missed"))).toHaveLength(missed);

  await page.getByRole("link", { name: "Customers behind the figure" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Light" })).toBeVisible();
});

test("a manager reads the same figures by rep, in order of name, and takes them as a file", async ({ as }) => {
  const page = await as("marta");
  await page.goto("/performance?over=rep");
  const panel = page.getByRole("region", { name: "Does it hold for every segment, region and rep?" });
  const names = await panel.getByRole("link", { name: /^Customers of / }).allTextContents();
  expect(names.length).toBeGreaterThan(1);
  const people = names.filter((name) => name !== "Unassigned");
  expect(people).toEqual([...people].sort(new Intl.Collator("uk").compare));
  const title = "Download as CSV: Does it hold for every segment, region and rep?";
  const [header, ...lines] = await rowsOfFile(page, panel.getByRole("link", { name: title }));
  expect(header[0]).toBe("rep");
  expect(new Set(lines.map(([rep]) => rep)).size).toBe(names.length);
});

test("a manager sees what came of the offers, by rep and by segment, with the table behind the drawing", async ({
  as,
}) => {
  const page = await as("marta");
  await page.goto("/coverage");
  const funnel = page.getByRole("region", { name: "From list to order" });
  await expect(funnel.getByText("Offered").first()).toBeVisible();
  await funnel.getByRole("button", { name: "Segment" }).click();
  await expect(page).toHaveURL(/by=segment/);
  await funnel.getByRole("button", { name: "Table" }).click();
  const cells = funnel.getByRole("table").locator("tbody tr").last().locator("td");
  const [, shown, offered, ordered] = (await cells.allTextContents()).map((text) => Number(text.replaceAll(",", "")));
  expect(shown).toBeGreaterThanOrEqual(offered);
  expect(offered).toBeGreaterThanOrEqual(ordered);

  const gaps = page.getByRole("region", { name: "Customers nobody looks after" });
  await gaps.getByRole("button", { name: /^Lapsed/ }).click();
  await expect(page).toHaveURL(/show=lapsed/);
  const [header, ...lines] = await rowsOfFile(page, gaps.getByRole("link", { name: /^Download as CSV/ }));
  expect(header).toContain("last_order_at");
  const label = await gaps.getByRole("button", { name: /^Lapsed/ }).textContent();
  expect(lines).toHaveLength(Number(label?.split("·")[1].replaceAll(/\D/g, "")));
});

test("a rep opens Coverage and finds the own row, and nothing of anybody else", async ({ as, known }) => {
  const page = await as("olena");
  await page.goto("/coverage?range=all&show=never");
  const work = page.getByRole("region", { name: "Your work" });
  await expect(work.locator("tbody tr")).toHaveCount(1);
  expect(await page.content()).not.toContain(known.taras.name);
});

test("a manager follows who moved between segments to the customers that did", async ({ as }) => {
  const page = await as("marta");
  await page.goto("/segments");
  const movement = page.getByRole("region", { name: "Movement between segments" }).first();
  const cell = movement.getByRole("link", { name: / from New to Light$/ });
  const count = Number((await cell.textContent())?.replaceAll(",", ""));
  await cell.click();
  await expect(page).toHaveURL(/from=NEW&to=LIGHT/);
  const moved = page.getByRole("region", { name: "Customers that moved" });
  await expect(moved.getByText("From New to Light.")).toBeVisible();
  const [, ...lines] = await rowsOfFile(page, moved.getByRole("link", { name: /^Download as CSV/ }));
  expect(lines).toHaveLength(count);
});
