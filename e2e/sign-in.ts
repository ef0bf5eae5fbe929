import { expect, type Page } from "@playwright/test";
import { PASSWORD } from "./people";

/** Fills in the provider's own page. */
export async function fillInProvider(page: Page, email: string, password = PASSWORD): Promise<void> {
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** Signs in as a person would: our page, the provider's page, and back. */
export async function signIn(page: Page, email: string): Promise<void> {
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Continue with single sign-on" }).click();
  await fillInProvider(page, email);
  await expect(page.getByRole("heading", { level: 1, name: "Today" })).toBeVisible();
}
