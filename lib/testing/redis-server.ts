import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";

/** A redis-server of a test's own, on a free port of this machine, keeping nothing on disk. */
export interface TestRedis {
  readonly url: string;
  /** Ends it at once, as a crash would. */
  kill(): Promise<void>;
  /** Starts it on the same port, empty. */
  start(): Promise<void>;
  pause(): void;
  resume(): void;
}

/** Path of an installed redis-server; null = none. `npm test` installs it where it may. */
export function findRedisServer(): string | null {
  const folders = [...(process.env.PATH ?? "").split(path.delimiter), "/usr/bin"];
  return folders.map((folder) => path.join(folder, "redis-server")).find((file) => existsSync(file)) ?? null;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

function launch(binary: string, port: number): Promise<ChildProcess> {
  const args = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", tmpdir()];
  const child = spawn(binary, args, { stdio: ["ignore", "pipe", "ignore"] });
  // A test run that is broken off leaves no server behind.
  process.once("exit", () => child.kill("SIGKILL"));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`redis-server ended with exit code ${code}.`)));
    let said = "";
    child.stdout.on("data", (chunk: Buffer) => {
      said += chunk;
      if (/Ready to accept connections/.test(said)) resolve(child);
    });
  });
}

export async function startTestRedis(binary: string): Promise<TestRedis> {
  const port = await freePort();
  let child = await launch(binary, port);
  return {
    url: `redis://127.0.0.1:${port}`,
    kill: () =>
      new Promise((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null) return resolve();
        child.once("exit", () => resolve());
        child.kill("SIGKILL");
      }),
    async start() {
      child = await launch(binary, port);
    },
    pause: () => child.kill("SIGSTOP"),
    resume: () => child.kill("SIGCONT"),
  };
}
