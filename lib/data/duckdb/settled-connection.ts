import { setTimeout as sleep } from "node:timers/promises";
import { type DuckDBConnection, DuckDBPreparedStatement, DuckDBResult } from "@duckdb/node-api";

const INTERRUPT_EVERY_MS = 50;

export interface SettledConnection {
  /** The same connection, of whose work it is known what has not ended. */
  readonly connection: DuckDBConnection;
  /** Ends what still runs (it fails as interrupted) and returns when nothing does. */
  settle(): Promise<void>;
}

/**
 * DuckDB's client closes a connection at once, whatever runs on it: the process then waits for the statement with its event
 * loop stopped, or dies of a statement that was freed under it. Whoever closes must therefore know that all has ended, also
 * what a failure elsewhere has left behind (two statements asked for together, of which one failed).
 */
export function settledConnection(connection: DuckDBConnection): SettledConnection {
  const running = new Set<Promise<unknown>>();
  return {
    connection: watched(connection, running),
    async settle() {
      // An interruption between two statements of one call goes unheard: it is said again.
      while (running.size > 0) {
        connection.interrupt();
        await Promise.race([Promise.allSettled(running), sleep(INTERRUPT_EVERY_MS)]);
      }
    },
  };
}

function watched<Target extends object>(target: Target, running: Set<Promise<unknown>>): Target {
  return new Proxy(target, {
    get(object, name) {
      const value: unknown = Reflect.get(object, name, object);
      if (typeof value !== "function") return value;
      return (...given: unknown[]) => {
        const answer: unknown = value.apply(object, given);
        if (!(answer instanceof Promise)) return answer;
        const ended = answer.then((result: unknown) => {
          running.delete(ended);
          return worksOn(result) ? watched(result, running) : result;
        });
        ended.catch(() => running.delete(ended));
        running.add(ended);
        return ended;
      };
    },
  });
}

/** A streaming result and a prepared statement go on using the connection that they came from. */
const worksOn = (result: unknown): result is DuckDBResult | DuckDBPreparedStatement =>
  result instanceof DuckDBResult || result instanceof DuckDBPreparedStatement;
