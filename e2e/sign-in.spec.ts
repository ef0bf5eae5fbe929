import { expect, test } from "./fixtures";
import { EMAIL_OF } from "./people";
import { fillInProvider, signIn } from "./sign-in";

test("a rep who opens a deep link signs in and lands on it", async ({ page }) => {
  await page.goto("/customers?sort=name");
  await expect(page).toHaveURL(/\/sign-in\?callbackUrl=/);
  await page.getByRole("button", { name: "Continue with single sign-on" }).click();
  await fillInProvider(page, EMAIL_OF.olena);
  await expect(page).toHaveURL(/\/customers\?sort=name$/);
  await expect(page.getByRole("heading", { level: 1, name: "Customers" })).toBeVisible();
});

test("the provider's page turns a wrong password away and offers the demo people", async ({ page }) => {
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Continue with single sign-on" }).click();
  await fillInProvider(page, EMAIL_OF.olena, "wrong");
  await expect(page.getByRole("alert")).toContainText("do not match");
  await page.getByRole("link", { name: /Marta/ }).click();
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Today" })).toBeVisible();
});

test("security 7: a person without a Partwise group gets a plain page and no session", async ({ page }) => {
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Continue with single sign-on" }).click();
  await fillInProvider(page, "stranger@partwise.example");
  await expect(page.getByRole("alert").filter({ hasText: "no role in Partwise" })).toBeVisible();
  await page.goto("/customers");
  await expect(page).toHaveURL(/\/sign-in/);
});

test("security 6: an unverified e-mail address opens nobody's customers", async ({ page }) => {
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Continue with single sign-on" }).click();
  await fillInProvider(page, "test-unverified");
  await expect(page.getByRole("heading", { level: 1, name: "Today" })).toBeVisible();
  await page.goto("/customers");
  await expect(page.getByText("No customers yet")).toBeVisible();
});

test("security 8: signing out ends the session for every copy of its cookie", async ({
  page,
  playwright,
  baseURL,
  known,
}) => {
  await signIn(page, EMAIL_OF.olena);
  const kept = await playwright.request.newContext({
    baseURL,
    storageState: await page.context().storageState(),
    maxRedirects: 0,
  });
  expect((await kept.get(known.olenas.path)).status()).toBe(200);

  await page.getByRole("button", { name: /Account and settings/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page.getByText("You are signed out.")).toBeVisible();

  expect((await kept.get(known.olenas.path)).headers().location).toMatch(/^\/sign-in/);
  expect((await kept.get(`${known.olenas.agreementPath}/export.csv`)).status()).toBe(401);
  await page.goBack();
  await page.reload();
  await expect(page).toHaveURL(/\/sign-in/);
  await kept.dispose();
});

for (const evil of ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"]) {
  test(`security 9: signing in never leads to ${evil}`, async ({ page, baseURL }) => {
    await page.goto(`/sign-in?callbackUrl=${encodeURIComponent(evil)}`);
    await page.getByRole("button", { name: "Continue with single sign-on" }).click();
    await fillInProvider(page, EMAIL_OF.olena);
    await expect(page).toHaveURL(`${baseURL}/`);
  });
}

test("security 10: every page says that the demo sign-in is on", async ({ page, as, known }) => {
  await page.goto("/sign-in");
  await expect(page.getByText("Demo sign-in is on")).toBeVisible();
  const signedIn = await as("olena");
  for (const path of ["/", "/customers", known.olenas.path, known.olenas.agreementPath]) {
    await signedIn.goto(path);
    await expect(signedIn.getByText(/demo/i).first()).toBeVisible();
  }
});
