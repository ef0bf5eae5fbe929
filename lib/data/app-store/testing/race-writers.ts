import { spawn } from "node:child_process";

/** Forty offers of one product, each by its own key, by a process of its own that opens the store as it starts. */
const WRITER = `
  const { openSqliteAppStore } = await import("./lib/data/app-store/sqlite-app-store.ts");
  const { openMssqlAppStore } = await import("./lib/data/app-store/mssql-app-store.ts");
  const { STORE_FILE, STORE_URL, STORE_DATABASE } = process.env;
  const store = STORE_FILE
    ? openSqliteAppStore(STORE_FILE)
    : await openMssqlAppStore({ url: STORE_URL, database: STORE_DATABASE });
  for (let n = 0; n < 40; n++) {
    const actor = { subject: "p" + process.pid, name: "P" };
    await store.appendOutcome(
      { customerId: "1", agreementId: "1-1", productId: "10", basedOnSeq: 0, kind: "offered", undoesSeq: null,
        snoozeUntil: null, reason: null, note: null, actor, atSec: n, idempotencyKey: "k" + n },
      { kind: "outcome", actor: actor.subject, atSec: n, detail: {} },
    );
  }
  await store.close();
`;

/** Runs the writer in two processes at once; `ok` or the output of each. */
export function raceWriters(variables: Readonly<Record<string, string>>): Promise<string[]> {
  return Promise.all([0, 1].map(() => inProcess(WRITER, variables)));
}

/** Runs a script in a process of its own; `ok`, or what it said before it failed. */
export function inProcess(
  script: string,
  variables: Readonly<Record<string, string>>,
  options: { uid?: number } = {},
): Promise<string> {
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script], {
    env: { ...process.env, ...variables },
    stdio: ["ignore", "pipe", "pipe"],
    ...options,
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => {
      output += chunk;
    });
  }
  return new Promise((resolve) => child.once("close", (code) => resolve(code === 0 ? "ok" : output)));
}
