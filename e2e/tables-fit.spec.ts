import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";

/** Tables that reach beyond a box which hides what does, and no box before it scrolls. */
function clippedTables(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll("main table")].flatMap((table) => {
      const { right } = table.getBoundingClientRect();
      for (let box = table.parentElement; box; box = box.parentElement) {
        const { overflowX } = getComputedStyle(box);
        if (overflowX === "auto" || overflowX === "scroll") return [];
        const isHiding = overflowX === "hidden" || overflowX === "clip";
        if (isHiding && right > box.getBoundingClientRect().right + 1) return [table.textContent?.slice(0, 40) ?? ""];
      }
      return [];
    }),
  );
}

const ALL_COLUMNS = "segment,region,ownerName,agreements,orders,lastOrderAt,dueCount,overdueCount,expectedValue";

for (const width of [390, 1280, 1440]) {
  test(`no table loses a column at ${width} pixels, for a manager, who sees the most of them`, async ({
    as,
    known,
  }) => {
    const page = await as("marta");
    await page.setViewportSize({ width, height: 900 });
    const product = `${known.productPath}?state=all`;
    for (const path of ["/customers", `/customers?columns=${ALL_COLUMNS}`, "/products", product, "/coverage"]) {
      await page.goto(path);
      await expect(page.getByRole("table").first()).toBeVisible();
      // The box learns of its width once the page's script runs.
      await expect.poll(() => clippedTables(page), { message: path }).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    }
  });
}
