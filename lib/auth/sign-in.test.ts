import { createSign, generateKeyPairSync, type KeyObject } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import NextAuth from "next-auth";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { type AuthConfig, readAuthConfig } from "./auth-config";
import { createAuthOptions, decodeSession } from "./auth-options";
import { createFileSessionStore, type SessionStore } from "./session-store";

/**
 * Sign-in against a provider that lies in one way at a time. The provider below answers whatever the test tells it
 * to; the program's side is the real one.
 */
type Json = Record<string, unknown>;

const APP = "http://127.0.0.1:3000";
const keys = generateKeyPairSync("rsa", { modulusLength: 2048 });
const otherKeys = generateKeyPairSync("rsa", { modulusLength: 2048 });
const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

let server: Server;
let directory: string;
let config: AuthConfig;
let sessions: SessionStore;
let idTokenFor: (nonce: string) => string;
let userinfo: Json;
let lastTokenRequest: URLSearchParams;
let nonce = "";
let isDown = false;
const noted: [kind: string, subject: string][] = [];

function sign(claims: Json, options: { key?: KeyObject; alg?: string } = {}): string {
  const head = `${base64({ alg: options.alg ?? "RS256", kid: "k1", typ: "JWT" })}.${base64(claims)}`;
  if (options.alg === "none") return `${head}.`;
  return `${head}.${createSign("RSA-SHA256")
    .update(head)
    .sign(options.key ?? keys.privateKey, "base64url")}`;
}

const goodClaims = (): Json => ({
  iss: config.issuer,
  sub: "42",
  aud: "partwise",
  nonce,
  iat: Math.floor(Date.now() / 1000),
  exp: Math.floor(Date.now() / 1000) + 300,
  name: "Olena",
  email: "olena@partwise.example",
  email_verified: true,
  groups: ["rep"],
});

beforeAll(async () => {
  server = createServer((request, response) => {
    const { issuer } = config;
    const answer = (body: Json) => response.setHeader("Content-Type", "application/json").end(JSON.stringify(body));
    if (isDown) return response.writeHead(503).end();
    switch (request.url) {
      case "/.well-known/openid-configuration":
        return answer({
          issuer,
          authorization_endpoint: `${issuer}/auth`,
          token_endpoint: `${issuer}/token`,
          userinfo_endpoint: `${issuer}/me`,
          jwks_uri: `${issuer}/jwks`,
        });
      case "/jwks":
        return answer({ keys: [{ ...keys.publicKey.export({ format: "jwk" }), kid: "k1", alg: "RS256", use: "sig" }] });
      case "/me":
        return answer(userinfo);
      default: {
        let body = "";
        request.on("data", (chunk) => {
          body += chunk;
        });
        request.on("end", () => {
          lastTokenRequest = new URLSearchParams(body);
          answer({ access_token: "a", token_type: "Bearer", expires_in: 300, id_token: idTokenFor(nonce) });
        });
      }
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  directory = await mkdtemp(path.join(tmpdir(), "partwise-sign-in-"));
  config = readAuthConfig({
    NEXTAUTH_URL: APP,
    NEXTAUTH_SECRET: "k3J9vQx7Lm2Rt8Wz4Yb6Nc1Hd5Fg0PsA",
    OIDC_ISSUER: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    OIDC_CLIENT_ID: "partwise",
    OIDC_CLIENT_SECRET: "client-secret",
    PARTWISE_DATA_DIR: directory,
  });
  process.env.NEXTAUTH_URL = APP;
  process.env.PARTWISE_LOG_LEVEL = "off";
  sessions = createFileSessionStore({ directory: path.join(directory, "s"), idleSec: 600, absoluteSec: 3600 });
});
afterAll(async () => {
  delete process.env.NEXTAUTH_URL;
  delete process.env.PARTWISE_LOG_LEVEL;
  server.close();
  await rm(directory, { recursive: true });
});
beforeEach(() => {
  isDown = false;
  userinfo = { sub: "42" };
  idTokenFor = () => sign(goodClaims());
});

/** A browser's cookies and one address of next-auth, without a browser. */
async function visit(
  jar: Map<string, string>,
  request: { method: string; action: string[]; query?: Record<string, string>; body?: Json },
) {
  const result = { status: 200, location: "", body: null as Json | null, cookies: [] as string[] };
  const response = {
    status: (code: number) => {
      result.status = code;
      return response;
    },
    setHeader: (name: string, value: string | string[]) => {
      if (name.toLowerCase() === "location") result.location = String(value);
      if (name.toLowerCase() === "set-cookie") result.cookies = [value].flat();
      return response;
    },
    getHeader: (name: string) => (name.toLowerCase() === "set-cookie" ? result.cookies : undefined),
    json: (body: Json) => {
      result.body = body;
    },
    send: (body: Json) => {
      result.body = body;
    },
    end: () => undefined,
  };
  await NextAuth(
    {
      method: request.method,
      query: { nextauth: request.action, ...request.query },
      body: request.body,
      cookies: Object.fromEntries(jar),
      headers: {},
    } as never,
    response as never,
    createAuthOptions(config, sessions, async ({ kind, subject }) => void noted.push([kind, subject])),
  );
  for (const cookie of result.cookies) {
    const [pair] = cookie.split(";");
    const at = pair.indexOf("=");
    const value = decodeURIComponent(pair.slice(at + 1));
    if (value === "") jar.delete(pair.slice(0, at));
    else jar.set(pair.slice(0, at), value);
  }
  return result;
}

async function startSignIn(jar: Map<string, string>, callbackUrl = "/customers") {
  const csrf = await visit(jar, { method: "GET", action: ["csrf"] });
  const body = { csrfToken: csrf.body?.csrfToken, callbackUrl };
  const started = await visit(jar, { method: "POST", action: ["signin", "oidc"], body });
  const authorization = new URL(started.location, APP);
  nonce = authorization.searchParams.get("nonce") ?? "";
  return authorization;
}

async function signIn(change: { state?: string; jar?: Map<string, string> } = {}) {
  const jar = change.jar ?? new Map<string, string>();
  const authorization = await startSignIn(jar);
  const state = change.state ?? authorization.searchParams.get("state") ?? "";
  const query = { code: "c", state };
  const result = await visit(jar, { method: "GET", action: ["callback", "oidc"], query });
  return { jar, result, authorization, cookie: jar.get("partwise.session") ?? null };
}

const open = async (cookie: string | null) => {
  const claims = cookie ? await decodeSession(cookie, config, Date.now() / 1000) : null;
  return claims && (await sessions.touch(claims.sessionId, Date.now() / 1000)) ? claims : null;
};

it("security 6: signs in with PKCE, state and nonce, and knows the person by issuer and subject", async () => {
  const { authorization, cookie, result } = await signIn();
  expect(authorization.searchParams.get("code_challenge_method")).toBe("S256");
  expect(authorization.searchParams.get("state")).toBeTruthy();
  expect(nonce).toBeTruthy();
  expect(lastTokenRequest.get("code_verifier")).toBeTruthy();
  expect(result.location).toBe(`${APP}/customers`);
  expect(noted.at(-1)).toEqual(["sign_in", `${config.issuer}|42`]);
  expect(await open(cookie)).toMatchObject({ subject: `${config.issuer}|42`, emailVerified: true, roleClaim: ["rep"] });
});

it.each<[string, () => string]>([
  ["another issuer", () => sign({ ...goodClaims(), iss: "https://evil.example" })],
  ["another audience", () => sign({ ...goodClaims(), aud: "another-app" })],
  ["another nonce", () => sign({ ...goodClaims(), nonce: "replayed" })],
  ["no nonce", () => sign({ ...goodClaims(), nonce: undefined })],
  ["alg none", () => sign(goodClaims(), { alg: "none" })],
  ["a key that is not the provider's", () => sign(goodClaims(), { key: otherKeys.privateKey })],
  ["an expired token", () => sign({ ...goodClaims(), iat: 1_600_000_000, exp: 1_600_000_300 })],
  [
    "tampered claims",
    () => sign(goodClaims()).replace(/\.[^.]+\./, `.${base64({ ...goodClaims(), groups: ["admin"] })}.`),
  ],
])("security 6: refuses %s", async (_name, idToken) => {
  idTokenFor = idToken;
  const { cookie, result } = await signIn();
  expect(cookie).toBeNull();
  expect(result.location).toMatch(/error=OAuthCallback/);
});

it("security 6: refuses an answer to a sign-in that this browser did not start", async () => {
  expect((await signIn({ state: "someone-elses" })).cookie).toBeNull();
});

it("security 6: refuses a userinfo answer about somebody else", async () => {
  userinfo = { sub: "43", groups: ["admin"] };
  expect((await signIn()).cookie).toBeNull();
});

it("security 7: a person without a known group is turned away with a plain page, and no session opens", async () => {
  idTokenFor = () => sign({ ...goodClaims(), groups: ["visitors"] });
  const before = await readdir(path.join(directory, "s"));
  const { cookie, result } = await signIn();
  expect(cookie).toBeNull();
  expect(result.location).toContain("/sign-in?error=NoRole");
  expect(await readdir(path.join(directory, "s"))).toEqual(before);
  expect(noted.at(-1)).toEqual(["sign_in_denied", `${config.issuer}|42`]);
});

it("security 7: a broken provider leads back to the sign-in page with an error", async () => {
  isDown = true;
  expect((await startSignIn(new Map())).href).toMatch(
    /\/sign-in\?.*error=OAuthSignin|\/api\/auth\/error|error=OAuthSignin/,
  );
});

it("security 8: signing out ends the session on the server: a kept copy of the cookie opens nothing", async () => {
  const { jar, cookie } = await signIn();
  const csrf = await visit(jar, { method: "GET", action: ["csrf"] });
  expect(await open(cookie)).not.toBeNull();
  await visit(jar, { method: "POST", action: ["signout"], body: { csrfToken: csrf.body?.csrfToken } });
  expect(await open(cookie)).toBeNull();
  const again = new Map([["partwise.session", cookie ?? ""]]);
  expect((await visit(again, { method: "GET", action: ["session"] })).body).toEqual({});
});

it("security 8: a session ends after the absolute time however busy it is", async () => {
  const { cookie } = await signIn();
  const laterSec = Date.now() / 1000 + config.absoluteSec + 1;
  expect(await decodeSession(cookie ?? "", config, laterSec)).toBeNull();
});

it("security 8: the session cookie is HttpOnly and SameSite=Lax, and Secure with a __Host- name on https", () => {
  const plain = createAuthOptions(config, sessions).cookies?.sessionToken;
  expect(plain).toMatchObject({ name: "partwise.session", options: { httpOnly: true, sameSite: "lax", path: "/" } });
  const https = createAuthOptions({ ...config, baseUrl: "https://partwise.example" }, sessions);
  expect(https.cookies?.sessionToken).toMatchObject({ name: "__Host-partwise.session", options: { secure: true } });
  expect(https.useSecureCookies).toBe(true);
});

it("security 9: a foreign return address is dropped", async () => {
  const jar = new Map<string, string>();
  await startSignIn(jar, "https://evil.example/");
  expect(jar.get("next-auth.callback-url")).toBe(`${APP}/`);
});
