import { readFile } from "node:fs/promises";
import AxeBuilder from "@axe-core/playwright";
import type { APIRequestContext, Page } from "@playwright/test";
import { expect, test } from "./fixtures";

/** A file's cells; none of the columns read here holds a line end. */
async function csvOf(page: Page, link = "Export CSV"): Promise<Record<string, string>[]> {
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: link }).click();
  return tableOf(await readFile(await (await download).path(), "utf8"));
}

function tableOf(csv: string): Record<string, string>[] {
  const [header, ...lines] = csv
    .replace(/^\uFEFF/, "")
    .trim()
    .split("\r\n")
    .map((line) => [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, cell]) => unquoted(cell)));
  return lines.map((cells) => Object.fromEntries(header.slice(0, -1).map((name, at) => [name, cells[at]])));
}

const unquoted = (cell: string) => (cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);

/** A product that is due for one of Olena's customers, with its OE number. */
async function dueProduct(http: APIRequestContext) {
  const rows = tableOf(await (await http.get("/products/export.csv")).text());
  const product = rows.find(({ oe_number }) => oe_number.replaceAll(/\W/g, "").length >= 7);
  if (!product) throw new Error("No product with an OE number is due");
  return product;
}

const palette = (page: Page) => page.getByRole("combobox", { name: "Find anything, do anything" });

test("a rep finds a product by a mistyped OE number with the keyboard alone, and sees whom to call", async ({
  as,
  httpAs,
}) => {
  const { product_code: code, oe_number: oeNumber } = await dueProduct(await httpAs("olena"));
  const key = oeNumber.replaceAll(/\W/g, "");
  const page = await as("olena");
  await page.goto("/");
  await page.keyboard.press("Control+KeyK");
  await expect(palette(page)).toBeFocused();
  // Two neighbouring characters that differ, swapped.
  const at = [...key].findIndex((letter, place) => place > 0 && letter !== key[place - 1]);
  await page.keyboard.type(key.slice(0, at - 1) + key[at] + key[at - 1] + key.slice(at + 1));
  const found = page.getByRole("option").filter({ hasText: code });
  await expect(found).toBeVisible();
  await expect(found).toContainText("similar code");
  while ((await found.getAttribute("aria-selected")) !== "true") await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/products\/[^/]+$/);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(code);
  const callers = page.getByRole("region", { name: "Who to call" });
  await expect(callers.getByRole("row").nth(1)).toBeVisible();
  await expect(page.getByRole("heading", { name: "What replaces it" })).toBeVisible();
});

test("what is typed before the palette has loaded the first time stands in its field then", async ({ as }) => {
  const page = await as("olena");
  let isHeld = false;
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(/\/_next\/static\/.*\.js/, async (route) => {
    if (isHeld) await held;
    await route.continue();
  });
  await page.goto("/");
  await page.waitForLoadState("networkidle");
  isHeld = true;
  await page.keyboard.press("Control+KeyK");
  await page.keyboard.type("go to jk ");
  for (const key of ["Backspace", "Backspace", "Backspace"]) await page.keyboard.press(key);
  await page.keyboard.type("products");
  await expect(palette(page)).toHaveCount(0);
  release();
  await expect(palette(page)).toHaveValue("go to products");
  await expect(palette(page)).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/products$/);
});

test("a code typed in the other alphabet, without its dashes, finds the same product", async ({ httpAs }) => {
  const http = await httpAs("olena");
  const rows = tableOf(await (await http.get("/products/export.csv")).text());
  const look: Record<string, string> = {
    A: "А",
    B: "В",
    C: "С",
    E: "Е",
    H: "Н",
    K: "К",
    M: "М",
    O: "О",
    P: "Р",
    T: "Т",
    X: "Х",
  };
  const product = rows.find(({ product_code }) => /[ABCEHKMOPTX]/.test(product_code));
  if (!product) throw new Error("No code has a letter with a twin");
  const typed = [...product.product_code]
    .filter((letter) => !"- .".includes(letter))
    .map((letter) => look[letter] ?? letter)
    .join("");
  await expect(async () => {
    const { results } = await (await http.get(`/search?${new URLSearchParams({ q: typed })}`)).json();
    expect(results[0]).toMatchObject({ kind: "product", code: product.product_code });
  }).toPass();
});

test("security 3: the palette finds a rep's own customers and agreements, and nobody else's", async ({
  httpAs,
  known,
}) => {
  for (const [person, customer, others] of [
    ["olena", known.olenas, known.taras],
    ["taras", known.taras, known.olenas],
  ] as const) {
    const http = await httpAs(person);
    const own = await (await http.get(`/search?${new URLSearchParams({ q: customer.name })}`)).text();
    expect(own).toContain(`"customerId":"${customer.id}"`);
    for (const q of [others.name, others.id, others.agreementPath.split("/").at(-1) ?? ""]) {
      const text = await (await http.get(`/search?${new URLSearchParams({ q })}`)).text();
      expect(text).not.toContain(`"customerId":"${others.id}"`);
    }
  }
  const answer = await (await httpAs("olena")).get(`/search?q=${"x".repeat(200)}`);
  expect([answer.status(), (await answer.json()).field]).toEqual([400, "q"]);
});

test("a rep exports the filtered customers, and the file holds what the screen shows", async ({ as }) => {
  const page = await as("olena");
  await page.goto("/customers?due=overdue&sort=name&columns=orders,region");
  const shown = await page.getByRole("main").locator("[data-row-link]").allTextContents();
  const rows = await csvOf(page);
  expect(Object.keys(rows[0]).slice(0, 6)).toEqual(["customer_id", "name", "tax_id", "orders", "region", "link"]);
  expect(rows.map(({ name }) => name).slice(0, shown.length)).toEqual(shown);
  const total = await page
    .getByRole("main")
    .getByText(/\d+ customers?$/)
    .first()
    .textContent();
  expect(rows.length).toBe(Number(/(\d+) customers?$/.exec(total ?? "")?.[1]));
  expect(new Set(rows.map(({ data_to, model }) => `${data_to} ${model}`)).size).toBe(1);
  await page.goto(rows[0].link);
  await expect(page.getByRole("heading", { level: 1, name: rows[0].name })).toBeVisible();
});

test("a rep puts the columns in another order by keyboard, and the table and the address follow", async ({ as }) => {
  const page = await as("olena");
  await page.goto("/customers");
  const heads = () => page.getByRole("columnheader").allTextContents();
  await page.getByRole("button", { name: "Columns" }).press("Enter");
  const dialog = page.getByRole("dialog", { name: "Which columns, and their order" });
  const up = dialog.getByRole("button", { name: "Move Orders up" });
  await up.focus();
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("status")).toHaveText("Orders is column 3 of 8");
  await expect(up).toBeFocused();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("status")).toHaveText("Orders is column 1 of 8");
  await expect(page).toHaveURL(/columns=orders%2Csegment%2Cregion%2Cagreements/);
  await dialog.getByRole("checkbox", { name: "Region" }).press("Space");
  await expect(page).toHaveURL(/columns=orders%2Csegment%2Cagreements/);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Columns" })).toBeFocused();
  expect((await heads()).slice(0, 4)).toEqual(["Customer", "Orders", "Segment", "Agreements"]);
});

test("the call queue and a product's customers are exported as they stand on the screen", async ({ as, known }) => {
  const page = await as("olena");
  await page.goto("/");
  const first = await page.getByRole("main").locator("[data-row-link]").first().textContent();
  expect((await csvOf(page))[0]).toMatchObject({ rank: "1", name: first });
  await page.goto(known.productPath);
  const customers = await page
    .getByRole("region", { name: "Who to call" })
    .locator("[data-row-link]")
    .allTextContents();
  expect((await csvOf(page)).map(({ customer_name }) => customer_name)).toEqual(customers);
});

test("a rep saves a view, comes back to it, renames it, deletes it and takes the deletion back", async ({ as }) => {
  const page = await as("taras");
  const name = `Overdue ${Date.now() % 100_000}`;
  await page.goto("/customers?due=overdue&sort=-orders");
  const listed = await page.getByRole("main").locator("[data-row-link]").allTextContents();
  await page.getByRole("button", { name: "Views" }).click();
  await page.getByRole("menuitem", { name: "Save this view" }).click();
  await expect(page.getByText("Everybody sees it")).toHaveCount(0);
  await page.getByLabel("Name").fill(name);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("button", { name })).toBeVisible();

  await page.goto("/customers");
  await page.getByRole("button", { name: "Views" }).click();
  await page.getByRole("menuitem", { name }).click();
  await expect(page).toHaveURL(/due=overdue&sort=-orders/);
  await expect(page.getByRole("main").locator("[data-row-link]").first()).toHaveText(listed[0]);

  await page.getByRole("button", { name }).click();
  await page.getByRole("menuitem", { name: "Rename or delete" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(`Name of the view ${name}`).fill(`${name} all`);
  await dialog.getByRole("button", { name: "Rename" }).click();
  await dialog.getByRole("button", { name: `Delete the view ${name} all` }).click();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("button", { name: `${name} all` })).toBeVisible();
});

test("a manager shares a view, and a rep sees it with the manager's name, within the own customers", async ({ as }) => {
  const name = `Team ${Date.now() % 100_000}`;
  const marta = await as("marta");
  await marta.goto("/customers?segment=HEAVY");
  await marta.getByRole("button", { name: "Views" }).click();
  await marta.getByRole("menuitem", { name: "Save this view" }).click();
  await marta.getByLabel("Name").fill(name);
  await marta.getByLabel("Everybody sees it").check();
  await marta.getByRole("button", { name: "Save", exact: true }).click();
  await expect(marta.getByRole("button", { name })).toBeVisible();

  const olena = await as("olena");
  await olena.goto("/customers");
  await olena.getByRole("button", { name: "Views" }).click();
  const shared = olena.getByRole("menuitem", { name });
  await expect(shared).toContainText("Marta");
  await shared.click();
  await expect(olena).toHaveURL(/segment=HEAVY/);
});

test("a rep walks the queue by key: open the first customer, on to the next, and back", async ({ as }) => {
  const page = await as("olena");
  await page.goto("/");
  const names = await page.getByRole("main").locator("[data-row-link]").allTextContents();
  await page.keyboard.press("KeyJ");
  await page.keyboard.press("Enter");
  const title = page.getByRole("heading", { level: 1 });
  await expect(title).toContainText(names[0]);
  await page.keyboard.press("BracketRight");
  await expect(title).toContainText(names[1]);
  await page.keyboard.press("BracketLeft");
  await expect(title).toContainText(names[0]);
  await page.keyboard.press("Shift+Slash");
  await expect(page.getByRole("dialog").getByText("Next customer of the list")).toBeVisible();
});

test("the palette does what it says: another page, another theme, another language", async ({ as }) => {
  const page = await as("marta");
  await page.goto("/");
  const run = async (words: string) => {
    await page.keyboard.press("Control+KeyK");
    await expect(page.locator("input[role=combobox]")).toBeFocused();
    await page.keyboard.type(words);
    await expect(page.getByRole("option", { selected: true })).toBeVisible();
    await page.keyboard.press("Enter");
  };
  await run("go to products");
  await expect(page).toHaveURL(/\/products$/);
  await run("theme dark");
  await expect(page.locator("html")).toHaveClass(/dark/);
  await run("language укр");
  await expect(page.getByRole("heading", { level: 1, name: "Товари" })).toBeVisible();
  await run("мова english");
  await expect(page.getByRole("heading", { level: 1, name: "Products" })).toBeVisible();
});

test("on a phone the palette fills the screen, finds a customer by touch, and has no serious accessibility fault", async ({
  as,
  known,
}) => {
  const page = await as("olena");
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/products");
  await page.getByRole("button", { name: "Find or do" }).click();
  await palette(page).fill(known.olenas.name);
  const option = page.getByRole("option").filter({ hasText: known.olenas.name }).first();
  await expect(option).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`)).toEqual([]);
  await option.click();
  await expect(page.getByRole("heading", { level: 1, name: known.olenas.name })).toBeVisible();
});
