import { expect, it } from "vitest";
import { assertSafeToStart, readAuthConfig } from "./auth-config";
import { resolveRole } from "./resolve-role";

const GOOD = {
  NEXTAUTH_URL: "http://127.0.0.1:3000",
  NEXTAUTH_SECRET: "k3J9vQx7Lm2Rt8Wz4Yb6Nc1Hd5Fg0PsA",
  OIDC_ISSUER: "http://127.0.0.1:3001",
  OIDC_CLIENT_ID: "partwise",
  OIDC_CLIENT_SECRET: "client-secret",
};

it.each(["", "short", "secret", "x".repeat(40), "changeme".repeat(5)])(
  "security 10: the program refuses to start with the secret %j",
  (secret) => {
    expect(() => readAuthConfig({ ...GOOD, NEXTAUTH_SECRET: secret })).toThrow(/NEXTAUTH_SECRET/);
  },
);

it("security 10: the program refuses to start with the demo sign-in and a real database in production", () => {
  const environment = { ...GOOD, NODE_ENV: "production", PARTWISE_DEMO_SIGN_IN: "1", PARTWISE_SOURCE: "mssql" };
  const config = readAuthConfig(environment);
  expect(() => assertSafeToStart({ config, environment })).toThrow(/PARTWISE_DEMO_SIGN_IN/);
  expect(() => assertSafeToStart({ config, environment: { ...environment, PARTWISE_SOURCE: "demo" } })).not.toThrow();
});

it("security 10: the demo sign-in is off unless it is switched on", () => {
  expect(readAuthConfig(GOOD).isDemoSignIn).toBe(false);
});

it.each(Object.keys(GOOD))("security 7: without %s nobody is served", (name) => {
  expect(() => readAuthConfig({ ...GOOD, [name]: undefined })).toThrow(name);
});

it("names the bad variable and never its value", () => {
  expect(() => readAuthConfig({ ...GOOD, OIDC_ISSUER: "javascript:alert(1)" })).toThrow(
    /^OIDC_ISSUER is missing or not valid$/,
  );
});

it("security 7: an unknown group gives no role, several give the widest", () => {
  const { roleValues } = readAuthConfig(GOOD);
  expect(resolveRole(["staff"], roleValues)).toBeNull();
  expect(resolveRole(undefined, roleValues)).toBeNull();
  expect(resolveRole({ 0: "partwise-admin" }, roleValues)).toBeNull();
  expect(resolveRole("partwise-rep", roleValues)).toBe("rep");
  expect(resolveRole(["partwise-rep", "partwise-manager"], roleValues)).toBe("manager");
});
