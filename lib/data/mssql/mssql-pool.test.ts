import { createServer, type Server, type Socket } from "node:net";
import { afterEach, expect, it } from "vitest";
import { AppError } from "@/lib/domain/app-error";
import { sourceProblemOf } from "./mssql-errors";
import { createMssqlPool, type MssqlPool } from "./mssql-pool";
import { DEFAULT_MSSQL_SETTINGS, type MssqlSettings } from "./mssql-settings";

/** What a pool does with a server that never gets as far as SQL: these run without one. `mssql-outages.test.ts` does the rest. */
const statement = { query: { sql: "SELECT 1 AS one", parameters: {} }, values: {} };
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function listen(onSocket: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    onSocket(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(resolve));
  });
  return (server.address() as { port: number }).port;
}

function poolAt(port: number, parts: Partial<MssqlSettings> = {}): MssqlPool {
  const url = `mssql://reader:secret@127.0.0.1:${port}/erp?encrypt=false`;
  const pool = createMssqlPool({ ...DEFAULT_MSSQL_SETTINGS, url, ...parts });
  closing.push(() => pool.close());
  return pool;
}

async function failureOf(work: Promise<unknown>): Promise<AppError> {
  const end = await work.then(
    () => null,
    (error: unknown) => error,
  );
  expect(end).toBeInstanceOf(AppError);
  return end as AppError;
}

it("says that nobody is there, without server, account or password in its words", async () => {
  const port = await listen(() => undefined);
  await closing.pop()?.();
  const failure = await failureOf(poolAt(port).query(statement));
  expect([failure.code, sourceProblemOf(failure)]).toEqual(["unavailable", "unreachable"]);
  expect(`${failure.message} ${failure.remedy}`).not.toMatch(/reader|secret|127\.0\.0\.1/);
});

it("gives up on a server that takes the connection and says nothing, and frees the place afterwards", async () => {
  const pool = poolAt(await listen(() => undefined), { connectTimeoutMs: 700 });
  const failure = await failureOf(pool.query({ ...statement, timeoutMs: 50 }));
  expect(sourceProblemOf(failure)).toBe("slow");
  expect(pool.figures().running).toBe(1);
  await expect.poll(() => pool.figures().running).toBe(0);
});

it("never has more under way than its size and overflow, and refuses at once what the queue does not hold", async () => {
  let connections = 0;
  const port = await listen(() => {
    connections++;
  });
  const pool = poolAt(port, { poolSize: 2, poolOverflow: 1, queueMost: 2, queueTimeoutMs: 20, connectTimeoutMs: 500 });
  const questions = Array.from({ length: 10 }, () => failureOf(pool.query({ ...statement, timeoutMs: 400 })));
  expect(pool.figures()).toEqual({ running: 3, waiting: 2 });
  const problems = (await Promise.all(questions)).map(sourceProblemOf);
  expect(problems.filter((problem) => problem === "busy")).toHaveLength(7);
  expect(connections).toBeLessThanOrEqual(3);
});

it("lets go of a question whose reader left, before it is sent", async () => {
  const pool = poolAt(await listen(() => undefined), { connectTimeoutMs: 200 });
  const gone = new AbortController();
  const waiting = failureOf(pool.query({ ...statement, signal: gone.signal }));
  gone.abort();
  expect((await waiting).code).toBe("unavailable");
  await expect.poll(() => pool.figures().running).toBe(0);
});

it("connects anew when a server comes to listen where none did", async () => {
  const port = await listen(() => undefined);
  await closing.pop()?.();
  const pool = poolAt(port, { connectTimeoutMs: 200 });
  expect(sourceProblemOf(await failureOf(pool.query(statement)))).toBe("unreachable");
  const heard: Buffer[] = [];
  const server = createServer((socket) => socket.on("data", (bytes) => heard.push(bytes)).on("error", () => undefined));
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  await failureOf(pool.query(statement));
  expect(heard.length).toBeGreaterThan(0);
  server.close();
});

it("asks nothing once it is closed", async () => {
  const pool = poolAt(1);
  await pool.close();
  expect((await failureOf(pool.query(statement))).code).toBe("unavailable");
});
