import { expect, it } from "vitest";
import { readAuthConfig } from "./auth-config";
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
  const demo = { ...GOOD, NODE_ENV: "production", PARTWISE_DEMO_SIGN_IN: "1" };
  const real = { ...demo, PARTWISE_SOURCE: "mssql", MSSQL_URL: "Server=db;Database=erp" };
  expect(() => readAuthConfig(real)).toThrow(/PARTWISE_DEMO_SIGN_IN/);
  expect(() => readAuthConfig({ ...real, PARTWISE_DEMO_SIGN_IN: "0" })).not.toThrow();
  expect(() => readAuthConfig(demo)).not.toThrow();
});

it("security 10: the demo sign-in is off unless it is switched on", () => {
  expect(readAuthConfig(GOOD).demoSignIn).toBe(false);
});

it.each(Object.keys(GOOD))("security 7: without %s nobody is served", (name) => {
  expect(() => readAuthConfig({ ...GOOD, [name]: undefined })).toThrow(name);
});

it("names the bad variable and never its value", () => {
  expect(() => readAuthConfig({ ...GOOD, OIDC_ISSUER: "javascript:alert(1)" })).toThrow(
    /^Setting OIDC_ISSUER (?!.*javascript)/,
  );
});

it("security 7: an unknown group gives no role, several give the widest", () => {
  const { roleOfGroup } = readAuthConfig({ ...GOOD, PARTWISE_ROLE_MAP: "sales=rep,heads=manager,it=admin" });
  expect(resolveRole(["staff"], roleOfGroup)).toBeNull();
  expect(resolveRole(undefined, roleOfGroup)).toBeNull();
  expect(resolveRole({ 0: "it" }, roleOfGroup)).toBeNull();
  expect(resolveRole("sales", roleOfGroup)).toBe("rep");
  expect(resolveRole(["sales", "heads"], roleOfGroup)).toBe("manager");
});
