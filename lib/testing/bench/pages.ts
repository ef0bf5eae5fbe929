/**
 * Time of pages of a running app over one connection, whole answer read: the first request of each (start the app just before), then
 * warm ones.
 * `npx tsx lib/testing/bench/pages.ts [--url http://127.0.0.1:3000] [--runs 60] [--email marta@partwise.example] [--pid N]`
 * With the server's process id (Linux) it also prints the CPU time a request costs, which a busy machine does not inflate.
 */
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { median, quantileSorted } from "@/lib/numeric/quantile";
import { DEMO_PASSWORD } from "@/lib/testing/oidc/demo-people";

const TARGET_MS = 40;
const MAX_REDIRECTS = 12;

const { values } = parseArgs({
  options: {
    url: { type: "string", default: "http://127.0.0.1:3000" },
    runs: { type: "string", default: "60" },
    email: { type: "string", default: "marta@partwise.example" },
    pid: { type: "string" },
  },
});
const app = values.url.replace(/\/$/, "");
const runs = Number(values.runs);

/** Cookies by origin: the app and its OpenID provider are two ports of one host. */
const jars = new Map<string, Map<string, string>>();

async function request(url: string, form: Record<string, string> | null = null): Promise<Response> {
  const { origin } = new URL(url);
  const jar = jars.get(origin) ?? new Map<string, string>();
  jars.set(origin, jar);
  const response = await fetch(url, {
    method: form === null ? "GET" : "POST",
    redirect: "manual",
    headers: {
      cookie: [...jar].map(([name, value]) => `${name}=${value}`).join("; "),
      ...(form === null ? {} : { "content-type": "application/x-www-form-urlencoded", origin }),
    },
    body: form === null ? undefined : new URLSearchParams(form),
  });
  for (const cookie of response.headers.getSetCookie()) {
    const [pair] = cookie.split(";");
    const at = pair.indexOf("=");
    jar.set(pair.slice(0, at), pair.slice(at + 1));
  }
  return response;
}

/** Follows redirects to a page that is none; gives its address and text. */
async function open(url: string, form: Record<string, string> | null = null): Promise<{ url: string; text: string }> {
  let response = await request(url, form);
  let at = url;
  for (let hop = 0; hop < MAX_REDIRECTS && response.headers.has("location"); hop++) {
    await response.arrayBuffer();
    at = new URL(response.headers.get("location") as string, at).href;
    response = await request(at);
  }
  const text = await response.text();
  if (response.status !== 200) throw new Error(`${at} answered ${response.status}: ${text.slice(0, 200)}`);
  return { url: at, text };
}

async function signIn(): Promise<void> {
  const { csrfToken } = JSON.parse((await open(`${app}/api/auth/csrf`)).text) as { csrfToken: string };
  const login = await open(`${app}/api/auth/signin/oidc`, { csrfToken, callbackUrl: `${app}/customers` });
  const action = /<form method="post" action="([^"]+)"/.exec(login.text)?.[1];
  if (action === undefined) throw new Error(`No sign-in form at ${login.url}`);
  const there = await open(new URL(action.replaceAll("&amp;", "&"), login.url).href, {
    email: values.email,
    password: DEMO_PASSWORD,
  });
  if (!there.url.startsWith(app)) throw new Error(`Sign-in ended at ${there.url}`);
}

function firstLink(text: string, pattern: RegExp, what: string): string {
  const found = pattern.exec(text)?.[0];
  if (found === undefined) throw new Error(`No link to ${what}`);
  return found;
}

/** User and system time of the server so far, ms: fields 14 and 15 of proc(5) stat, in ticks of 10 ms. */
function serverCpuMs(): number {
  if (values.pid === undefined) return Number.NaN;
  const fields = readFileSync(`/proc/${values.pid}/stat`, "utf8").split(") ")[1].split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** Milliseconds of the first request of each page. */
const firstMs = new Map<string, number>();

async function openFirst(path: string): Promise<{ text: string }> {
  const started = performance.now();
  const opened = await open(app + path);
  if (!firstMs.has(path)) firstMs.set(path, performance.now() - started);
  return opened;
}

await signIn();
const list = await openFirst("/customers?sort=-orders");
const customer = firstLink(list.text, /\/customers\/(?!export)[\w%.-]+/, "a customer");
const agreement = firstLink(
  (await openFirst(customer)).text,
  new RegExp(`${customer}/agreements/[\\w%.-]+`),
  "an agreement",
);

const product = firstLink((await openFirst("/products")).text, /\/products\/(?!export)[\w%.-]+/, "a product");

const PAGES: [name: string, path: string][] = [
  ["agreement, largest customer", agreement],
  ["agreement, v3+ and 50 rows", `${agreement}?variant=v3-plus&k=50`],
  ["agreement as CSV", `${agreement}/export.csv`],
  ["customers by value", "/customers"],
  ["customers filtered, by name", "/customers?segment=LIGHT&sort=name"],
  ["customers searched", "/customers?q=%D0%B0&sort=-orders"],
  ["customer", customer],
  ["today", "/"],
  ["products", "/products"],
  ["product", product],
  ["segments", "/segments"],
];

console.log(`${app}, ${runs} requests each, one after another`);
console.log("page                             first ms  median ms   p95 ms   CPU ms     kB");
let isMet = true;
for (const [name, path] of PAGES) {
  for (let warmUp = 0; warmUp < 10; warmUp++) await openFirst(path);
  const timings: number[] = [];
  let bytes = 0;
  const cpuBeforeMs = serverCpuMs();
  for (let run = 0; run < runs; run++) {
    const started = performance.now();
    bytes = (await open(app + path)).text.length;
    timings.push(performance.now() - started);
  }
  const cpuMs = (serverCpuMs() - cpuBeforeMs) / runs;
  timings.sort((a, b) => a - b);
  const middle = median(timings) ?? 0;
  const p95 = quantileSorted(timings, 0.95) ?? 0;
  if (/^(agreement, largest|customers)/.test(name) && middle > TARGET_MS) isMet = false;
  console.log(
    `${name.padEnd(31)} ${(firstMs.get(path) ?? 0).toFixed(0).padStart(9)} ${middle.toFixed(1).padStart(10)} ${p95.toFixed(1).padStart(8)} ${(Number.isNaN(cpuMs) ? "-" : cpuMs.toFixed(1)).padStart(8)} ${(bytes / 1000).toFixed(0).padStart(6)}`,
  );
}
console.log(`target: agreement and customer list at a median of ${TARGET_MS} ms or less: ${isMet ? "met" : "missed"}`);
