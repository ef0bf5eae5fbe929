import { readFileSync } from "node:fs";
import path from "node:path";
import type { APIRequestContext } from "@playwright/test";
import { findRoutes } from "../lib/testing/route-matrix";
import { expect, type Knowledge, test } from "./fixtures";

/**
 * security 2: every page, handler and server action of the tree by role, over real HTTP. `olena` owns the customer in
 * the addresses, `taras` is another rep.
 */
const ROOT = path.resolve(import.meta.dirname, "..");
const VISITORS = ["anonymous", "olena", "taras", "marta", "admin"] as const;

/** shown: 200 · sign-in: redirect there · home: redirect away from it · hidden: 404 · refused: 401 · or a status. */
type Outcome = "shown" | "sign-in" | "home" | "hidden" | "refused" | number;
type Row = readonly [anonymous: Outcome, owner: Outcome, otherRep: Outcome, manager: Outcome, admin: Outcome];

const PAGES: Record<string, Row> = {
  "/": ["sign-in", "shown", "shown", "shown", "shown"],
  "/admin": ["sign-in", "hidden", "hidden", "hidden", "shown"],
  "/coverage": ["sign-in", "shown", "shown", "shown", "shown"],
  "/customers": ["sign-in", "shown", "shown", "shown", "shown"],
  "/customers/[customerId]": ["sign-in", "shown", "hidden", "shown", "shown"],
  "/customers/[customerId]/agreements/[agreementId]": ["sign-in", "shown", "hidden", "shown", "shown"],
  "/data": ["sign-in", "hidden", "hidden", "hidden", "shown"],
  "/models": ["sign-in", "hidden", "hidden", "shown", "shown"],
  "/performance": ["sign-in", "hidden", "hidden", "shown", "shown"],
  "/performance/customers": ["sign-in", "hidden", "hidden", "shown", "shown"],
  "/performance/customers/[customerId]": ["sign-in", "hidden", "hidden", "shown", "shown"],
  "/products": ["sign-in", "shown", "shown", "shown", "shown"],
  "/products/[productId]": ["sign-in", "shown", "shown", "shown", "shown"],
  "/rules": ["sign-in", "shown", "shown", "shown", "shown"],
  "/segments": ["sign-in", "hidden", "hidden", "shown", "shown"],
  "/sign-in": ["shown", "home", "home", "home", "home"],
};

const HANDLERS: Record<string, Row> = {
  "GET /api/auth/[...nextauth]": ["shown", "shown", "shown", "shown", "shown"],
  "POST /api/auth/[...nextauth]": [302, 302, 302, 302, 302],
  "GET /api/health": ["shown", "shown", "shown", "shown", "shown"],
  "GET /api/health/ready": ["shown", "shown", "shown", "shown", "shown"],
  "GET /api/jobs": ["refused", "hidden", "hidden", "hidden", "shown"],
  "GET /coverage/export.csv": ["refused", "shown", "shown", "shown", "shown"],
  "GET /customers/export.csv": ["refused", "shown", "shown", "shown", "shown"],
  "GET /export.csv": ["refused", "shown", "shown", "shown", "shown"],
  "GET /products/[productId]/export.csv": ["refused", "shown", "shown", "shown", "shown"],
  "GET /products/export.csv": ["refused", "shown", "shown", "shown", "shown"],
  "GET /search": ["refused", "shown", "shown", "shown", "shown"],
  "GET /customers/[customerId]/agreements/[agreementId]/export.csv": ["refused", "shown", "hidden", "shown", "shown"],
  "GET /customers/[customerId]/agreements/[agreementId]/products/[productId]": [
    "refused",
    "shown",
    "hidden",
    "shown",
    "shown",
  ],
  "GET /performance/customers/[customerId]/export.csv": ["refused", "hidden", "hidden", "shown", "shown"],
  "GET /performance/customers/export.csv": ["refused", "hidden", "hidden", "shown", "shown"],
  "GET /performance/export.csv": ["refused", "hidden", "hidden", "shown", "shown"],
  "GET /segments/export.csv": ["refused", "hidden", "hidden", "shown", "shown"],
};

/** What an action is called with, and who may learn about Olena's customer from its answer. */
const ACTIONS: Record<
  string,
  { input: (known: Knowledge) => unknown[]; reveals: readonly (typeof VISITORS)[number][] }
> = {
  "app/(dashboard)/actions.ts#savePreferences": { input: () => [{ locale: "en" }], reveals: [] },
  "app/(dashboard)/customers/[customerId]/agreements/[agreementId]/actions.ts#recommend": {
    input: ({ olenas }) => [{ customerId: olenas.id, agreementId: olenas.agreementPath.split("/").at(-1), query: {} }],
    reveals: ["olena", "marta", "admin"],
  },
  // Their answers name nobody's customer; outcomes.spec.ts shows what they change, and for whom they change nothing.
  "app/(dashboard)/outcome-actions.ts#recordOutcomes": {
    input: (known) => [[{ ...productOf(known), kind: "offered", basedOn: 0 }]],
    reveals: [],
  },
  "app/(dashboard)/outcome-actions.ts#saveNote": {
    input: ({ olenas }) => [
      { customerId: olenas.id, note: "", nextContactOn: null, basedOn: 0, idempotencyKey: "access-matrix" },
    ],
    reveals: [],
  },
  "app/(dashboard)/outcome-actions.ts#undoOutcomes": {
    input: (known) => [[{ ...productOf(known), seq: 1 }]],
    reveals: [],
  },
  // A run that never was: nothing starts. jobs.spec.ts shows who may start one.
  "app/(dashboard)/data/actions.ts#startJob": { input: () => [{ retryOf: 999_999_999 }], reveals: [] },
  // Views are the visitor's own: what is written under a name that cannot be is refused.
  "app/(dashboard)/saved-view-actions.ts#keepView": {
    input: () => [{ screen: "customers", name: "", query: "", isShared: false }],
    reveals: [],
  },
  "app/(dashboard)/saved-view-actions.ts#renameOwnView": {
    input: () => [{ screen: "customers", id: 987654321, name: "x" }],
    reveals: [],
  },
  "app/(dashboard)/saved-view-actions.ts#deleteOwnView": {
    input: () => [{ screen: "customers", id: 987654321 }],
    reveals: [],
  },
  "app/(dashboard)/models/actions.ts#promote": { input: () => [{ id: "nothing" }], reveals: [] },
  // Without a model there is nothing to go back to.
  "app/(dashboard)/models/actions.ts#rollBack": { input: () => [], reveals: [] },
  // Called by the sign-out test; here it would end the session that the other tests share.
  "lib/auth/sign-out.ts#signOut": { input: () => [], reveals: [] },
};

/** A product that does not exist, so that a visitor who may write leaves nothing behind. */
const productOf = ({ olenas }: Knowledge) => ({
  customerId: olenas.id,
  agreementId: olenas.agreementPath.split("/").at(-1),
  productId: "no-such-product",
  idempotencyKey: "access-matrix",
});

const fill = (pattern: string, { olenas, productPath }: Knowledge) =>
  pattern
    .replace("[customerId]", olenas.id)
    .replace("[agreementId]", olenas.agreementPath.split("/").at(-1) ?? "")
    .replace("/products/[productId]", productPath)
    .replace("[...nextauth]", "csrf");

async function outcomeOf(http: APIRequestContext, method: string, address: string): Promise<Outcome> {
  const answer = await http.fetch(address, { method });
  const status = answer.status();
  const { location } = answer.headers();
  if (status === 200) return "shown";
  if (status === 404) return "hidden";
  if (status === 401) return "refused";
  if (status === 307 && location?.startsWith("/sign-in")) return "sign-in";
  if (status === 307 && location === "/") return "home";
  return status;
}

test("security 2: the matrix lists every page, handler and action of the tree", () => {
  const found = findRoutes(ROOT);
  expect(found.pages).toEqual(Object.keys(PAGES).sort());
  expect(found.handlers).toEqual(Object.keys(HANDLERS).sort());
  expect(found.actions).toEqual(Object.keys(ACTIONS).sort());
});

test("security 2: the build serves no action that the matrix does not list", () => {
  expect(
    builtActions()
      .map(({ name }) => name)
      .filter((name) => !(name in ACTIONS)),
  ).toEqual([]);
});

for (const [index, visitor] of VISITORS.entries()) {
  test(`security 2: pages as ${visitor}`, async ({ httpAs, known }) => {
    const http = await httpAs(visitor);
    const outcomes: Record<string, Outcome> = {};
    for (const pattern of Object.keys(PAGES)) outcomes[pattern] = await outcomeOf(http, "GET", fill(pattern, known));
    expect(outcomes).toEqual(Object.fromEntries(Object.entries(PAGES).map(([pattern, row]) => [pattern, row[index]])));
  });

  test(`security 2: handlers as ${visitor}`, async ({ httpAs, known }) => {
    const http = await httpAs(visitor);
    const outcomes: Record<string, Outcome> = {};
    for (const handler of Object.keys(HANDLERS)) {
      const [method, pattern] = handler.split(" ");
      const address = method === "POST" ? pattern.replace("[...nextauth]", "signout") : pattern;
      outcomes[handler] = await outcomeOf(http, method, fill(address, known));
    }
    expect(outcomes).toEqual(
      Object.fromEntries(Object.entries(HANDLERS).map(([handler, row]) => [handler, row[index]])),
    );
  });

  test(`security 1: actions as ${visitor}`, async ({ httpAs, known }) => {
    const http = await httpAs(visitor);
    for (const { name, id, page } of builtActions()) {
      if (name.endsWith("#signOut")) continue;
      const { input, reveals } = ACTIONS[name];
      const answer = await callAction(http, { id, page: fill(page, known), input: input(known) });
      if (visitor === "anonymous") expect(answer.redirect, name).toMatch(/^\/sign-in/);
      expect(answer.body.includes(known.olenas.name), name).toBe(reveals.includes(visitor));
    }
  });
}

/** Actions as the build serves them: their public ids, and a page that carries each. */
function builtActions(): { name: string; id: string; page: string }[] {
  const file = path.join(ROOT, process.env.NEXT_DIST_DIR || ".next", "server/server-reference-manifest.json");
  type Entry = { filename: string; exportedName: string; workers: Record<string, unknown> };
  const { node } = JSON.parse(readFileSync(file, "utf8")) as { node: Record<string, Entry> };
  return Object.entries(node).map(([id, { filename, exportedName, workers }]) => {
    // An answer also brings the page it was posted to; where there is a choice, one without a customer.
    const worker = Object.keys(workers).find((name) => name.includes("/rules/")) ?? Object.keys(workers)[0];
    const page = worker
      .replace(/^app/, "")
      .replace(/\/page$/, "")
      .replace(/\/\([^)]*\)/g, "");
    return { name: `${filename}#${exportedName}`, id, page: page || "/" };
  });
}

async function callAction(http: APIRequestContext, call: { id: string; page: string; input: unknown[] }) {
  // Posted to a page that everybody may ask for, so that the action itself has to decide.
  const answer = await http.post(call.page, {
    headers: {
      "Next-Action": call.id,
      "Content-Type": "text/plain;charset=UTF-8",
      Origin: process.env.PARTWISE_E2E_URL ?? "",
    },
    data: JSON.stringify(call.input),
  });
  return {
    redirect: answer.headers()["x-action-redirect"] ?? answer.headers().location ?? "",
    body: await answer.text(),
  };
}

/** The answer as a person could compare it: without scripts, one-time nonces and the ids in question. */
function comparable(html: string, ids: string[]): string {
  let text = html
    .replace(/<script\b[\s\S]*?<\/script>/g, "")
    .replace(/nonce="[^"]*"/g, "")
    .replace(/<template[^>]*>|<\/template>/g, "");
  for (const id of ids) text = text.replaceAll(id, "ID");
  return text;
}

test("security 3: another rep's customer and one that does not exist have the same answer", async ({
  httpAs,
  known,
}) => {
  const http = await httpAs("olena");
  const { taras } = known;
  const agreementId = taras.agreementPath.split("/").at(-1) ?? "";
  const pairs = [
    [taras.path, "/customers/987654321"],
    [taras.agreementPath, `${taras.path}/agreements/987654321`],
    [taras.agreementPath, `/customers/987654321/agreements/${agreementId}`],
    [`${taras.agreementPath}/export.csv`, "/customers/987654321/agreements/987654321/export.csv"],
    // An agreement of one's own under somebody else's customer, and the other way round.
    [
      `${taras.path}/agreements/${known.olenas.agreementPath.split("/").at(-1)}`,
      "/customers/987654321/agreements/987654321",
    ],
    [`${known.olenas.path}/agreements/${agreementId}`, `${known.olenas.path}/agreements/987654321`],
  ];
  const ids = [taras.id, agreementId, known.olenas.id, known.olenas.agreementPath.split("/").at(-1) ?? "", "987654321"];
  for (const [foreign, unknown] of pairs) {
    const [a, b] = [await http.get(foreign), await http.get(unknown)];
    expect([a.status(), b.status()], foreign).toEqual([404, 404]);
    const text = await a.text();
    expect(text, foreign).not.toContain(taras.name);
    expect(comparable(text, ids), foreign).toBe(comparable(await b.text(), ids));
  }
});

const HOSTILE_HEADERS: Record<string, string>[] = [
  { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy" },
  { "x-middleware-subrequest": "src/proxy:src/proxy:src/proxy:src/proxy:src/proxy" },
  { "x-middleware-subrequest": "middleware:middleware:middleware:middleware:middleware" },
  { RSC: "1" },
  { RSC: "1", "Next-Router-Prefetch": "1" },
  { RSC: "1", "Next-Router-Segment-Prefetch": "/_tree" },
  { "Next-Action": "0".repeat(42) },
  { "x-nextjs-data": "1" },
  { "x-partwise-path": "/sign-in", "x-nonce": "'unsafe-inline'" },
  { "x-forwarded-host": "evil.example", "x-forwarded-for": "127.0.0.1" },
  { Authorization: "Bearer abc" },
];

for (const visitor of ["anonymous", "taras"] as const) {
  test(`security 4: no header opens Olena's customer to ${visitor}`, async ({ httpAs, known }) => {
    const http = await httpAs(visitor);
    const { olenas } = known;
    for (const headers of HOSTILE_HEADERS) {
      for (const address of [olenas.path, olenas.agreementPath, `${olenas.agreementPath}/export.csv`]) {
        const answer = await http.get(address, { headers });
        const name = `${address} ${JSON.stringify(headers)}`;
        expect(await answer.text(), name).not.toContain(olenas.name);
        if (!("RSC" in headers)) expect([307, 401, 404], name).toContain(answer.status());
      }
    }
  });

  test(`security 4: no way to write the address opens Olena's customer to ${visitor}`, async ({ httpAs, known }) => {
    const http = await httpAs(visitor);
    const { id, path: own, agreementPath, name } = known.olenas;
    const addresses = [
      `/${own}`,
      `//customers//${id}`,
      `/customers/%${id.charCodeAt(0).toString(16)}${id.slice(1)}`,
      `/%63ustomers/${id}`,
      `/customers/${known.taras.id}/..%2f${id}`,
      `/customers/./${id}`,
      `${own}?customerId=${known.taras.id}`,
      `${own}?customerId=${known.taras.id}&customerId=${id}`,
      `${own}/`,
      `${own}?_rsc=1`,
      `/_next/data/x/customers/${id}.json`,
      `${agreementPath}/export.csv?customerId=${known.taras.id}`,
      `${agreementPath}/EXPORT.CSV`,
    ];
    for (const address of addresses) {
      // Joined by hand: "//host" would be another site to the client.
      const answer = await http.get(`${process.env.PARTWISE_E2E_URL}${address}`);
      expect(await answer.text(), address).not.toContain(name);
    }
  });
}

test("security 4: an action called from another site is refused", async ({ httpAs, known }) => {
  const http = await httpAs("olena");
  const recommend = builtActions().find(({ name }) => name.endsWith("#recommend"));
  const answer = await http.post(known.olenas.agreementPath, {
    headers: {
      "Next-Action": recommend?.id ?? "",
      "Content-Type": "text/plain;charset=UTF-8",
      Origin: "https://evil.example",
    },
    data: JSON.stringify(ACTIONS[recommend?.name ?? ""].input(known)),
  });
  expect(answer.status()).toBeGreaterThanOrEqual(400);
  expect(await answer.text()).not.toContain(known.olenas.name);
});

test("security 15: signed-in answers are kept by no cache and carry the security headers", async ({
  httpAs,
  known,
}) => {
  const http = await httpAs("olena");
  for (const address of [
    "/",
    "/customers",
    known.olenas.path,
    known.olenas.agreementPath,
    `${known.olenas.agreementPath}/export.csv`,
  ]) {
    const headers = (await http.get(address)).headers();
    expect(headers["cache-control"], address).toMatch(/private.*no-store/);
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["referrer-policy"]).toBeTruthy();
    expect(headers["permissions-policy"]).toBeTruthy();
    expect(headers["strict-transport-security"]).toBeTruthy();
    expect(headers["access-control-allow-origin"]).toBeUndefined();
    expect(headers["x-powered-by"]).toBeUndefined();
    expect(headers["content-security-policy"]).toMatch(
      /script-src 'self' 'nonce-[^']+' 'strict-dynamic';.*frame-ancestors 'none'/,
    );
  }
});

test("security 15: the nonce is new for each answer and stands on every script", async ({ httpAs }) => {
  const http = await httpAs("olena");
  const nonces: string[] = [];
  for (let visit = 0; visit < 2; visit++) {
    const answer = await http.get("/customers");
    const nonce = /'nonce-([^']+)'/.exec(answer.headers()["content-security-policy"])?.[1] ?? "";
    const scripts = (await answer.text()).match(/<script\b[^>]*>/g) ?? [];
    expect(scripts.length).toBeGreaterThan(0);
    expect(scripts.filter((tag) => !tag.includes(`nonce="${nonce}"`))).toEqual([]);
    nonces.push(nonce);
  }
  expect(nonces[0]).not.toBe(nonces[1]);
});
