import { expect, test } from "./fixtures";

const TRACE = /node_modules|\bat \w+ \(|\.tsx?:\d+|webpack|turbopack:\/\//;

const BAD_OPTIONS = [
  ["k", "1000000"],
  ["k", "0"],
  ["k", "-5"],
  ["k", "ten"],
  ["k", "1e3"],
  ["asOf", "yesterday"],
  ["asOf", "2025-13-45"],
  ["asOf", "99999-01-01"],
  ["variant", "v9"],
  ["variant", "__proto__"],
] as const;

for (const [name, value] of BAD_OPTIONS) {
  test(`security 11: ${name}=${value} answers 400 with the field, and a page that says what to do`, async ({
    as,
    httpAs,
    known,
  }) => {
    const http = await httpAs("olena");
    const answer = await http.get(`${known.olenas.agreementPath}/export.csv?${name}=${encodeURIComponent(value)}`);
    expect(answer.status()).toBe(400);
    expect(answer.headers()["content-type"]).toContain("application/problem+json");
    expect(await answer.json()).toMatchObject({ status: 400, field: name });

    const page = await as("olena");
    const response = await page.goto(`${known.olenas.agreementPath}?${name}=${encodeURIComponent(value)}`);
    expect(response?.status()).toBeLessThan(500);
    await expect(page.getByText("This address holds a value that cannot be used").first()).toBeVisible();
    expect(await page.content()).not.toMatch(TRACE);
  });
}

for (const query of ["page=0", "page=x", "sort=password", "segment=BIG", "page=1&page=2", `q=${"x".repeat(5000)}`]) {
  test(`security 11: the customer list refuses ${query.slice(0, 30)}`, async ({ as }) => {
    const page = await as("olena");
    const response = await page.goto(`/customers?${query}`);
    expect(response?.status()).toBeLessThan(500);
    await expect(page.getByText("This address holds a value that cannot be used").first()).toBeVisible();
    expect(await page.content()).not.toMatch(TRACE);
  });
}

for (const query of [
  "k=7",
  "metric=luck",
  "by=owner",
  "protocol=next-year",
  "k=5&k=10",
  "report=..%2Fsecret",
  "model=x",
]) {
  test(`security 11: Performance refuses ${query}, page and file`, async ({ as, httpAs }) => {
    const page = await as("marta");
    const response = await page.goto(`/performance?${query}`);
    expect(response?.status()).toBeLessThan(500);
    await expect(page.getByText("This address holds a value that cannot be used").first()).toBeVisible();
    const file = await (await httpAs("marta")).get(`/performance/export.csv?${query}`);
    expect(file.status()).toBe(400);
  });
}

const STRANGE_IDS = [
  "0",
  "999999999999",
  "-1",
  "1%27%20OR%201=1--",
  "%00",
  "..%2f..%2fetc",
  "%E0%A4%A",
  "a".repeat(3000),
  "%F0%9F%92%A9",
];

for (const id of STRANGE_IDS) {
  test(`security 11: the id ${id.slice(0, 20)} is never a failure of the server`, async ({ httpAs, known }) => {
    const http = await httpAs("marta");
    const paths = [
      `/customers/${id}`,
      `${known.olenas.path}/agreements/${id}`,
      `${known.olenas.path}/agreements/${id}/export.csv`,
    ];
    for (const path of paths) {
      const answer = await http.get(path);
      expect([308, 400, 404, 414], path).toContain(answer.status());
      expect(await answer.text()).not.toMatch(TRACE);
    }
  });
}
