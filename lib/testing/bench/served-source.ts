/**
 * An order database in a process of its own, as SQL Server is one: what a pull takes is then the pull's alone. Started by
 * `openServedSource`, which speaks with it over the child's message channel.
 */
import { type ChildProcess, fork } from "node:child_process";
import { withDuckDb } from "@/lib/data/duckdb/duckdb-file";
import { sqlDialect } from "@/lib/data/erp/sql-dialect";
import { duckDbPullSource } from "@/lib/data/pull/duckdb-pull-source";
import type { PulledRow, PullSource } from "@/lib/data/pull/pull-source";

type Asked =
  | { readonly id: number; readonly open: Parameters<PullSource["batches"]> }
  | { readonly id: number; readonly next: true }
  | { readonly id: number; readonly left: true };
interface Answered {
  readonly id: number;
  /** null = no more. */
  readonly rows: readonly PulledRow[] | null;
  readonly failed?: string;
}

const MEMORY_LIMIT_MB = 400;

/** Reads the DuckDB file in another process; close it to end that. */
export function openServedSource(file: string, name: string): PullSource {
  const child = fork(import.meta.filename, [file], { serialization: "advanced" });
  let lastId = 0;
  return {
    dialect: sqlDialect("duckdb", "main"),
    schema: "main",
    name,
    async *batches(query, values) {
      const id = ++lastId;
      const { sql, parameters } = query;
      let answer = await ask(child, { id, open: [{ sql, parameters }, values] });
      try {
        while (answer.rows !== null) {
          yield answer.rows;
          answer = await ask(child, { id, next: true });
        }
      } finally {
        if (answer.rows !== null) child.send({ id, left: true } satisfies Asked);
      }
    },
    close: async () => {
      child.disconnect();
    },
  };
}

function ask(child: ChildProcess, asked: Asked): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const hear = (answer: Answered) => {
      if (answer.id !== asked.id) return;
      child.off("message", hear);
      if (answer.failed === undefined) resolve(answer);
      else reject(new Error(answer.failed));
    };
    child.on("message", hear);
    child.send(asked);
  });
}

async function serve(file: string): Promise<void> {
  await withDuckDb(file, { access: "read_only", memoryLimitMb: MEMORY_LIMIT_MB }, async (connection) => {
    const source = duckDbPullSource(connection);
    const open = new Map<number, AsyncIterator<readonly PulledRow[]>>();
    const answer = async (asked: Asked): Promise<Answered | null> => {
      if ("open" in asked) open.set(asked.id, source.batches(...asked.open)[Symbol.asyncIterator]());
      const rows = open.get(asked.id);
      if ("left" in asked || rows === undefined) {
        await rows?.return?.();
        open.delete(asked.id);
        return null;
      }
      const { done, value } = await rows.next();
      return { id: asked.id, rows: done ? null : value };
    };
    process.on("message", (asked: Asked) => {
      answer(asked)
        .catch((error: unknown): Answered => ({ id: asked.id, rows: null, failed: String(error) }))
        .then((told) => told !== null && process.send?.(told));
    });
    await new Promise((resolve) => process.once("disconnect", resolve));
  });
}

if (process.argv[1] === import.meta.filename) await serve(process.argv[2]);
