import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "./fixtures";

const ROOT = path.resolve(import.meta.dirname, "..");
/** A job's process and its snapshot take a while beside the other journeys. */
const DONE = { timeout: 90_000 };

test.describe("jobs", () => {
  // One job of a kind at a time: the journeys follow each other.
  test.describe.configure({ mode: "serial", timeout: 120_000 });

  test("an administrator starts a snapshot from the Data page and sees it finish", async ({ as }) => {
    const page = await as("admin");
    await page.goto("/data");
    const jobs = page.getByRole("region", { name: "Jobs", exact: true });
    const snapshot = jobs.getByRole("listitem").filter({ has: page.getByRole("heading", { name: "Snapshot" }) });
    await snapshot.getByRole("button", { name: "Run now: Snapshot" }).click();
    await expect(page.getByText(/^Run \d+ is queued\.$/)).toBeVisible();
    await expect(snapshot.getByText(/Waiting|Running/)).toBeVisible();
    await expect(snapshot.getByRole("button", { name: "Run now: Snapshot" })).toBeDisabled();
    await expect(snapshot.getByText("Done", { exact: true })).toBeVisible(DONE);
    await expect(snapshot.getByRole("button", { name: "Run now: Snapshot" })).toBeEnabled();
    // What follows from it is under way by itself, and ends.
    const scoreAll = jobs.getByRole("listitem").filter({ has: page.getByRole("heading", { name: "Score all" }) });
    await expect(scoreAll.getByText("Done", { exact: true })).toBeVisible(DONE);
    const runs = page.getByRole("table", { name: "Runs" });
    await expect(runs.getByRole("row").filter({ hasText: "Snapshot" }).first()).toContainText("order");
    await runs.getByText("Log", { exact: true }).first().click();
  });

  test("a job that fails says why and what to do, and offers a retry", async ({ as }) => {
    const page = await as("admin");
    await page.goto("/data");
    const jobs = page.getByRole("region", { name: "Jobs", exact: true });
    const evaluate = jobs.getByRole("listitem").filter({ has: page.getByRole("heading", { name: "Evaluate" }) });
    // The server of the tests is told to measure a model that does not exist (global-setup.ts).
    await evaluate.getByRole("button", { name: /Run now: Evaluate|Retry run \d+: Evaluate/ }).click();
    await expect(evaluate.getByText('There is no model named "no-such-model".')).toBeVisible(DONE);
    await expect(evaluate.getByText("Choose from popularity")).toBeVisible();
    const retry = evaluate.getByRole("button", { name: /^Retry run \d+: Evaluate$/ });
    const failed = Number(/\d+/.exec((await retry.getAttribute("aria-label")) ?? "")?.[0]);
    await retry.click();
    await expect(page.getByRole("table", { name: "Runs" }).getByText(`repeats run ${failed}`)).toBeVisible();
    await expect(evaluate.getByRole("button", { name: /^Retry run \d+: Evaluate$/ })).toBeVisible(DONE);
  });
});

test("a rep sees no Data page, and the action and the address behind its buttons refuse", async ({ as, httpAs }) => {
  const page = await as("olena");
  await page.goto("/");
  await expect(page.getByRole("navigation").getByRole("link", { name: "Data", exact: true })).toHaveCount(0);
  expect((await page.goto("/data"))?.status()).toBe(404);
  await expect(page.getByRole("button", { name: /Run now/ })).toHaveCount(0);

  const before = await (await (await httpAs("admin")).get("/api/jobs")).json();
  const http = await httpAs("olena");
  expect((await http.get("/api/jobs")).status()).toBe(404);
  const answer = await http.post("/data", {
    headers: {
      "Next-Action": actionId("startJob"),
      "Content-Type": "text/plain;charset=UTF-8",
      Origin: process.env.PARTWISE_E2E_URL ?? "",
    },
    data: JSON.stringify([{ kind: "prune" }]),
  });
  expect(await answer.text()).not.toContain('"ok":true');
  const prune = ({ jobs }: { jobs: { kind: string }[] }) => jobs.find(({ kind }) => kind === "prune");
  expect(prune(await (await (await httpAs("admin")).get("/api/jobs")).json())).toEqual(prune(before));
});

test("health: the process lives, the parts are named with their latency, and anonymous callers learn no reasons", async ({
  httpAs,
}) => {
  const anonymous = await httpAs("anonymous");
  expect(await (await anonymous.get("/api/health")).json()).toEqual({ status: "ok" });
  const health = await (await anonymous.get("/api/health/ready")).json();
  expect(health.status).toBe("ok");
  expect(Object.keys(health.parts)).toEqual(["source", "cache", "snapshot", "store"]);
  for (const name of ["source", "snapshot", "store"])
    expect(health.parts[name].latencyMs, name).toBeGreaterThanOrEqual(0);
  expect([health.builtAt, health.dataTo]).toEqual([null, null]);
  expect((await (await (await httpAs("olena")).get("/api/health/ready")).json()).dataTo).toMatch(/^\d{4}-/);
});

for (const [locale, what, works] of [
  ["en", "The shared cache (Redis) does not answer.", "everything on them is right"],
  ["uk", "Спільний кеш (Redis) не відповідає.", "усе на них правильне"],
] as const) {
  test(`a part that is away is named on the page with what still works (${locale})`, async ({ as, httpAs }) => {
    const health = await (await (await httpAs("olena")).get("/api/health/ready")).json();
    const page = await as("olena");
    await page.context().addCookies([{ name: "locale", value: locale, url: process.env.PARTWISE_E2E_URL }]);
    await page.route("**/api/health/ready", (route) =>
      route.fulfill({
        json: {
          ...health,
          status: "degraded",
          parts: { ...health.parts, cache: { state: "degraded", latencyMs: null, reason: "away" } },
        },
      }),
    );
    await page.goto("/");
    // The page may begin with what was known a moment ago; it asks again by itself.
    await expect(page.getByText(what)).toBeVisible({ timeout: 40_000 });
    await expect(page.getByText(works)).toBeVisible();
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  });
}

test("every page says which data and which model it shows", async ({ as, known }) => {
  // Nine pages, the first of them with everything to compute.
  test.slow();
  const page = await as("admin");
  const addresses = [
    "/",
    "/customers",
    known.olenas.path,
    known.olenas.agreementPath,
    "/performance",
    "/models",
    "/rules",
    "/data",
    "/admin",
  ];
  for (const address of addresses) {
    await page.goto(address);
    const stamp = page.getByText(/^Data to /).last();
    await expect(stamp, address).toBeVisible();
    await expect(stamp.locator(".."), address).toContainText(/model \S/);
  }
});

/** Public id of an action of the build. */
function actionId(name: string): string {
  const file = path.join(ROOT, process.env.NEXT_DIST_DIR || ".next", "server/server-reference-manifest.json");
  const { node } = JSON.parse(readFileSync(file, "utf8")) as { node: Record<string, { exportedName: string }> };
  return Object.entries(node).find(([, { exportedName }]) => exportedName === name)?.[0] ?? "";
}
