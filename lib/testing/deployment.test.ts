import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";

const ROOT = path.resolve(import.meta.dirname, "../..");
const read = (name: string) => readFileSync(path.join(ROOT, name), "utf8");

interface Service {
  image?: string;
  build?: string;
  command?: string[];
  environment?: Record<string, string>;
  healthcheck?: { test: string[] };
  volumes?: string[];
  depends_on?: Record<string, { condition: string }>;
  read_only?: boolean;
}
const compose = parse(read("compose.yaml"), { merge: true }) as {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
};
const services = Object.entries(compose.services);
const given = services.flatMap(([name, { environment = {} }]) =>
  Object.entries(environment).map(([key, value]) => ({ name, key, value: String(value) })),
);
const isSecret = (key: string) => /PASSWORD|SECRET|_URL$/.test(key);
/** Names of settings as the code knows them. */
const known = new Set(
  ["lib/config/env.ts", "lib/config/job-settings.ts", "lib/auth/auth-config.ts"].flatMap((file) =>
    [...read(file).matchAll(/^\s{2,4}([A-Z][A-Z0-9_]+):/gm)].map(([, name]) => name),
  ),
);

describe("compose.yaml", () => {
  it("runs SQL Server, Redis, web and worker, each watched by a health check", () => {
    for (const name of ["sqlserver", "redis", "worker"]) expect(compose.services[name].healthcheck, name).toBeDefined();
    expect(compose.services.web.build).toBe(".");
    expect(read("Dockerfile")).toContain("HEALTHCHECK");
    expect(compose.services.sqlserver.image).toBe("mcr.microsoft.com/mssql/server:2022-latest");
  });

  it("keeps what must outlive a container in a named volume", () => {
    const used = services.flatMap(([, { volumes = [] }]) => volumes.map((volume) => volume.split(":")[0]));
    for (const volume of used.filter((name) => !name.startsWith("."))) expect(compose.volumes).toHaveProperty(volume);
    for (const name of ["web", "worker", "redis", "sqlserver"])
      expect(compose.services[name].volumes, name).toHaveLength(1);
    expect(compose.services.web.volumes).toEqual(compose.services.worker.volumes);
  });

  it("takes every secret from the environment and refuses to start without it", () => {
    for (const { key, value } of given.filter((one) => isSecret(one.key))) {
      expect(value, key).toMatch(/^\$\{/);
      // An address may have a default; the password in it may not.
      expect(value, key).toMatch(/\$\{[A-Z_]+:\?set [A-Z_]+ in \.env\}/);
    }
    expect(read("compose.yaml")).not.toMatch(/password\s*[:=]\s*["']?[A-Za-z0-9]/i);
  });

  it("asks for nothing that .env.example does not name, and that names no real value", () => {
    const example = read(".env.example");
    const wanted = [...read("compose.yaml").matchAll(/\$\{([A-Z_]+):\?/g)].map(([, name]) => name);
    for (const name of wanted) expect(example).toMatch(new RegExp(`^${name}=$`, "m"));
  });

  it("sets only what the program reads", () => {
    for (const { name, key } of given.filter((one) => one.name === "web" || one.name === "worker")) {
      expect(known.has(key), `${name} ${key}`).toBe(true);
    }
  });

  it("runs web and worker without rights they do not need, after what they rest on", () => {
    for (const name of ["web", "worker"]) {
      const service = compose.services[name];
      expect(service).toMatchObject({ read_only: true, cap_drop: ["ALL"] });
      expect(Object.keys(service.depends_on ?? {})).toEqual(["databases", "redis"]);
    }
    const script = compose.services.worker.command?.at(-1) ?? "";
    expect(existsSync(path.join(ROOT, script))).toBe(true);
  });
});

describe("Dockerfile", () => {
  const lines = read("Dockerfile")
    .replace(/\\\n/g, " ")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));
  const last = lines.slice(lines.findLastIndex((line) => line.startsWith("FROM ")));

  it("ends as a user that is not root, with the tools of the build left behind", () => {
    expect(lines.filter((line) => line.startsWith("FROM ")).length).toBeGreaterThan(2);
    const user = last.findIndex((line) => line.startsWith("USER "));
    expect(last[user]).toBe("USER node");
    expect(last.slice(user).some((line) => /^(RUN|COPY|ADD) /.test(line))).toBe(false);
    expect(lines.join("\n")).toContain("npm ci --omit=dev");
  });

  it("names the version of its base, installs from the lockfile and adds nothing from the network", () => {
    expect(lines[0]).toMatch(/^FROM node:24\.\d+\.\d+-bookworm-slim AS base$/);
    expect(lines.filter((line) => line.startsWith("ADD ") || /npm (install|i) |curl |wget |sudo /.test(line))).toEqual(
      [],
    );
  });

  it("copies only what exists and what the builder is sent", () => {
    const sent = read(".dockerignore");
    const copied = last.filter((line) => /^COPY (?!--from)/.test(line)).flatMap((line) => line.split(" ").slice(1, -1));
    for (const name of [...copied, "next.config.mjs", "instrumentation.ts", "proxy.ts", "app", "components"]) {
      expect(existsSync(path.join(ROOT, name)), name).toBe(true);
      expect(sent, name).toMatch(new RegExp(`^!${name.replaceAll(".", "\\.")}$`, "m"));
    }
    expect(sent.split("\n").find((line) => !line.startsWith("#"))).toBe("*");
  });
});

describe("the workflow of public CI", () => {
  const { jobs } = parse(read(".github/workflows/ci.yml"));

  it("runs the whole check against a SQL Server that is a service", () => {
    expect(jobs.check.services.sqlserver.image).toBe("mcr.microsoft.com/mssql/server:2022-latest");
    const step = jobs.check.steps.find((one: { run?: string }) => one.run === "bash .ci/run");
    expect(step.env.MSSQL_TEST_URL).toContain("Server=127.0.0.1,1433");
    expect(jobs.check.services.sqlserver.ports).toEqual(["1433:1433"]);
  });

  it("holds no password of its own", () => {
    expect(read(".github/workflows/ci.yml")).not.toMatch(/PASSWORD: (?!.*\$\{\{)\S/);
  });

  it("builds the image and waits until it is healthy", () => {
    expect(JSON.stringify(jobs.image.steps)).toContain("docker build");
    expect(JSON.stringify(jobs.image.steps)).toContain("healthy");
  });
});
