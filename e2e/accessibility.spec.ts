import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, type Knowledge, test } from "./fixtures";
import type { Person } from "./people";

const SCREENS: { name: string; person: Person | null; address: (known: Knowledge) => string }[] = [
  { name: "sign-in", person: null, address: () => "/sign-in" },
  { name: "Today", person: "olena", address: () => "/" },
  { name: "Customers", person: "marta", address: () => "/customers" },
  { name: "Customer", person: "olena", address: ({ olenas }) => olenas.path },
  { name: "Agreement", person: "olena", address: ({ olenas }) => olenas.agreementPath },
  { name: "Products", person: "olena", address: () => "/products" },
  { name: "Products found", person: "olena", address: () => "/products?q=filter" },
  { name: "Product", person: "marta", address: ({ productPath }) => `${productPath}?state=all` },
  { name: "Performance", person: "marta", address: () => "/performance" },
  { name: "Customers behind a figure", person: "marta", address: () => "/performance/customers?over=rep" },
  { name: "Hits and misses", person: "marta", address: ({ olenas }) => `/performance/customers/${olenas.id}` },
  { name: "Coverage", person: "marta", address: () => "/coverage" },
  { name: "Coverage of a rep", person: "olena", address: () => "/coverage?by=segment&show=lapsed" },
  { name: "Segments", person: "marta", address: () => "/segments" },
  { name: "Models", person: "admin", address: () => "/models" },
  { name: "How it scores", person: "marta", address: () => "/rules" },
  { name: "Data", person: "admin", address: () => "/data" },
  { name: "Audit log", person: "admin", address: () => "/admin" },
  { name: "an address with nothing", person: "olena", address: () => "/customers/987654321" },
];

/** What the browser complains about: blocked scripts, failed loads, errors of React. */
function listenForErrors(page: Page): string[] {
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => {
    // A 404 page is meant to be one.
    if (message.type() === "error" && !/status of 404/.test(message.text())) errors.push(message.text());
  });
  return errors;
}

for (const theme of ["light", "dark"] as const) {
  test.describe(`${theme} theme`, () => {
    test.use({ colorScheme: theme });
    for (const screen of SCREENS) {
      test(`${screen.name} has no serious accessibility fault and no error in the browser`, async ({
        page: anonymous,
        as,
        known,
      }) => {
        const page = screen.person ? await as(screen.person) : anonymous;
        const errors = listenForErrors(page);
        await page.goto(screen.address(known));
        await expect(page.getByRole("main").first()).toBeVisible();
        await page.waitForLoadState("networkidle");
        const { violations } = await new AxeBuilder({ page })
          .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
          .analyze();
        const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
        expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`)).toEqual([]);
        expect(errors).toEqual([]);
      });
    }
  });
}

for (const screen of SCREENS) {
  test(`${screen.name} does not scroll sideways on a phone`, async ({ page: anonymous, as, known }) => {
    const page = screen.person ? await as(screen.person) : anonymous;
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(screen.address(known));
    await expect(page.getByRole("main").first()).toBeVisible();
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBeLessThanOrEqual(0);
  });
}
