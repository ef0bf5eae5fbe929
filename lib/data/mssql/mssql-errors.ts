import type { SourceProblem } from "@/lib/domain/source-status";
import { GateClosedError } from "./admission-gate";

/** Raised by ourselves when a statement is not answered in its time, whatever the driver is still waiting for. */
export class StatementTimeoutError extends Error {
  override readonly name = "StatementTimeoutError";
}

/**
 * Server errors after which the same read may well succeed: deadlock victim, lock or memory wait ended, snapshot or scan
 * moved, and the numbers with which a server announces that it moves, restarts or throttles (Microsoft's list of transient errors).
 */
const TRANSIENT_NUMBERS: ReadonlySet<number> = new Set([
  64, 121, 233, 601, 615, 701, 921, 1204, 1205, 1222, 3960, 4060, 4221, 8645, 8651, 10053, 10054, 10060, 10928, 10929,
  40143, 40197, 40501, 40540, 40613, 42108, 42109, 49918, 49919, 49920,
]);
/** Login failed, cannot open database, no permission on an object or column. */
const REFUSED_NUMBERS: ReadonlySet<number> = new Set([
  229, 230, 262, 297, 300, 916, 4060, 18452, 18456, 18470, 18486, 18487, 18488,
]);
/** No such column, no such object, no such function: the tables are not what they were. */
const SCHEMA_NUMBERS: ReadonlySet<number> = new Set([195, 207, 208, 4121]);
/** The connection broke; a new one is worth a try. `ECONNREFUSED` and the like arrive as `ESOCKET` of a connect and are not. */
const LOST_CODES: ReadonlySet<string> = new Set(["ECONNCLOSED", "ECONNRESET", "EPIPE", "EINVALIDSTATE"]);

interface DriverError extends Error {
  readonly code?: unknown;
  readonly number?: unknown;
}

/** The error and what it came from, outermost first. */
function* chainOf(error: unknown): Generator<DriverError> {
  let current = error;
  for (let depth = 0; current instanceof Error && depth < 8; depth++) {
    yield current;
    current = (current as { originalError?: unknown }).originalError ?? current.cause;
  }
}

/** Number of the server's error, when it answered with one. */
export function serverErrorNumber(error: unknown): number | null {
  for (const { number } of chainOf(error)) if (typeof number === "number" && number > 0) return number;
  return null;
}

const hasCode = (error: unknown, codes: ReadonlySet<string>) =>
  [...chainOf(error)].some(({ code }) => typeof code === "string" && codes.has(code));

const TIMEOUT_CODES: ReadonlySet<string> = new Set(["ETIMEOUT", "ECANCEL"]);

/** Whether a read that failed so may be sent again: it had no effect, and the next attempt meets another state. */
export function isWorthAnotherTry(error: unknown): boolean {
  const number = serverErrorNumber(error);
  if (number !== null) return TRANSIENT_NUMBERS.has(number);
  if (error instanceof StatementTimeoutError || hasCode(error, TIMEOUT_CODES)) return false;
  return (
    hasCode(error, LOST_CODES) ||
    [...chainOf(error)].some(({ code, name }) => code === "ESOCKET" && name === "RequestError")
  );
}

/** What a failure says about the order database. */
export function sourceProblemOf(error: unknown): SourceProblem {
  const number = serverErrorNumber(error);
  if (number !== null && REFUSED_NUMBERS.has(number)) return "refused";
  if (number !== null && SCHEMA_NUMBERS.has(number)) return "schema";
  for (const one of chainOf(error)) {
    if (one instanceof GateClosedError) return "busy";
    if (one instanceof StatementTimeoutError || one.code === "ETIMEOUT") return "slow";
    if (one.code === "ELOGIN") return "refused";
    if (one.name === "ZodError" || /lacks the required/.test(one.message)) return "schema";
  }
  return "unreachable";
}
