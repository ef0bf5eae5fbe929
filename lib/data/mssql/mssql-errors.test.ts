import { expect, it } from "vitest";
import { AppError } from "@/lib/domain/app-error";
import { GateClosedError } from "./admission-gate";
import { isWorthAnotherTry, StatementTimeoutError, serverErrorNumber, sourceProblemOf } from "./mssql-errors";

/** As the driver gives them: named, with a code, and the server's number where it answered. */
function driverError(name: string, code: string, number?: number): Error {
  return Object.assign(new Error(code), { name, code, ...(number === undefined ? {} : { number }) });
}
const wrapped = (cause: unknown) => new AppError("unavailable", "The order database does not answer.", { cause });

it.each([
  ["deadlock victim", driverError("RequestError", "EREQUEST", 1205), true],
  ["throttled", driverError("RequestError", "EREQUEST", 40501), true],
  ["the connection broke", driverError("RequestError", "ECONNCLOSED"), true],
  ["the socket broke under a statement", driverError("RequestError", "ESOCKET"), true],
  ["nobody listens", driverError("ConnectionError", "ESOCKET"), false],
  ["the statement is wrong", driverError("RequestError", "EREQUEST", 102), false],
  ["no permission", driverError("RequestError", "EREQUEST", 229), false],
  ["too slow", driverError("RequestError", "ETIMEOUT"), false],
  ["cancelled", driverError("RequestError", "ECANCEL"), false],
  ["our own time-out", new StatementTimeoutError("late"), false],
])("sends a read again only where that may help: %s", (_, error, again) => {
  expect(isWorthAnotherTry(error)).toBe(again);
  expect(isWorthAnotherTry(wrapped(error))).toBe(again);
});

it.each([
  ["nobody listens", driverError("ConnectionError", "ESOCKET"), "unreachable"],
  ["wrong password", driverError("ConnectionError", "ELOGIN"), "refused"],
  ["no permission", driverError("RequestError", "EREQUEST", 229), "refused"],
  ["a table is gone", driverError("RequestError", "EREQUEST", 208), "schema"],
  [
    "a table was never there",
    new AppError("unavailable", "The order database lacks the required table Order."),
    "schema",
  ],
  ["too slow", driverError("RequestError", "ETIMEOUT"), "slow"],
  ["our own time-out", new StatementTimeoutError("late"), "slow"],
  ["no place in the queue", new GateClosedError("full"), "busy"],
  ["anything else", new Error("?"), "unreachable"],
])("names what is wrong: %s", (_, error, problem) => {
  expect(sourceProblemOf(error)).toBe(problem);
  expect(sourceProblemOf(wrapped(error))).toBe(problem);
});

it("finds the server's number wherever it is wrapped", () => {
  expect(serverErrorNumber(wrapped(driverError("RequestError", "EREQUEST", 1205)))).toBe(1205);
  expect(serverErrorNumber(wrapped(new Error("x")))).toBeNull();
});
