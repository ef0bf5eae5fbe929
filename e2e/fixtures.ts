import { type APIRequestContext, test as base, type Page, type PlaywrightWorkerArgs } from "@playwright/test";
import { type Person, stateFile } from "./people";

type Playwright = PlaywrightWorkerArgs["playwright"];

export interface KnownCustomer {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly agreementPath: string;
}

export interface Knowledge {
  /** A customer that Olena owns, and one that Taras owns; both have an agreement with orders. */
  readonly olenas: KnownCustomer;
  readonly taras: KnownCustomer;
  /** The page of a product that is due for one of Olena's customers. */
  readonly productPath: string;
}

interface TestFixtures {
  /** A page of somebody who is signed in already. */
  as: (person: Person) => Promise<Page>;
  /** Plain HTTP as somebody, or as nobody; redirects are not followed. */
  httpAs: (person: Person | "anonymous") => Promise<APIRequestContext>;
}

/** The first customer of the person's own list, with its first agreement. */
async function firstCustomerOf(playwright: Playwright, person: Person): Promise<KnownCustomer> {
  const http = await playwright.request.newContext({
    baseURL: process.env.PARTWISE_E2E_URL,
    storageState: stateFile(person),
  });
  const list = await (await http.get("/customers")).text();
  const link = /<a[^>]*href="\/customers\/([^"/?]+)"[^>]*>([^<]+)<\/a>/.exec(list);
  if (!link) throw new Error(`${person} has no customers`);
  const customer = await (await http.get(`/customers/${link[1]}`)).text();
  const agreement = new RegExp(`href="(/customers/${link[1]}/agreements/[^"/?]+)`).exec(customer);
  if (!agreement) throw new Error(`Customer ${link[1]} shows no agreement`);
  await http.dispose();
  const name = link[2].replaceAll("&amp;", "&").replaceAll("&quot;", '"').replaceAll("&#x27;", "'");
  return { id: link[1], name, path: `/customers/${link[1]}`, agreementPath: agreement[1] };
}

async function firstProductPath(playwright: Playwright): Promise<string> {
  const http = await playwright.request.newContext({
    baseURL: process.env.PARTWISE_E2E_URL,
    storageState: stateFile("olena"),
  });
  const link = /<a[^>]*href="(\/products\/[^"/?]+)"/.exec(
    (await (await http.get("/products")).text()).replaceAll(/\/products\/export\.csv/g, ""),
  );
  await http.dispose();
  if (!link) throw new Error("Nothing is due for Olena's customers");
  return link[1];
}

export const test = base.extend<TestFixtures, { known: Knowledge }>({
  baseURL: async ({ playwright: _ }, use) => use(process.env.PARTWISE_E2E_URL),
  known: [
    async ({ playwright }, use) => {
      await use({
        olenas: await firstCustomerOf(playwright, "olena"),
        taras: await firstCustomerOf(playwright, "taras"),
        productPath: await firstProductPath(playwright),
      });
    },
    { scope: "worker" },
  ],
  as: async ({ browser, baseURL, contextOptions, colorScheme, locale, viewport }, use) => {
    const contexts: { close(): Promise<void> }[] = [];
    await use(async (person) => {
      const options = { ...contextOptions, baseURL, colorScheme, locale, viewport, storageState: stateFile(person) };
      const context = await browser.newContext(options);
      contexts.push(context);
      return await context.newPage();
    });
    for (const context of contexts) await context.close();
  },
  httpAs: async ({ playwright, baseURL }, use) => {
    const contexts: { dispose(): Promise<void> }[] = [];
    await use(async (person) => {
      const storageState = person === "anonymous" ? undefined : stateFile(person);
      const context = await playwright.request.newContext({ baseURL, storageState, maxRedirects: 0 });
      contexts.push(context);
      return context;
    });
    for (const context of contexts) await context.dispose();
  },
});

export { expect } from "@playwright/test";
