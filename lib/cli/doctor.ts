import { stdout } from "node:process";
import { AppError } from "@/lib/domain/app-error";
import { checkInstallation } from "@/lib/services/doctor/check-installation";
import type { Finding } from "@/lib/services/doctor/finding";
import { runCommand } from "./run-command";

const USAGE = `Usage: npm run doctor [-- --json]

Looks at settings, data folder, SQL Server (connection, TLS, permissions, tables, rows, newest order, clock), Redis, store and data set, changes
nothing, and says in one line each what it found and what to do. Ends with 1 when something fails, with 0 otherwise.`;

const MARKS: Readonly<Record<Finding["state"], string>> = { ok: "ok  ", warning: "warn", failure: "FAIL" };

/** One line: mark, what was looked at, what was found, what to do. */
function lineOf({ check, state, message, remedy }: Finding): string {
  return `${MARKS[state]}  ${check.padEnd(12)}  ${message}${remedy === null ? "" : ` -> ${remedy}`}`;
}

async function main(args: readonly string[]): Promise<void> {
  if (args.includes("--help") || args.includes("-h")) {
    stdout.write(`${USAGE}\n`);
    return;
  }
  const unknown = args.find((argument) => argument !== "--json");
  if (unknown !== undefined) {
    throw new AppError("invalid_input", `There is no option ${unknown}.`, { remedy: "See npm run doctor -- --help." });
  }
  const findings = await checkInstallation();
  const count = (state: Finding["state"]) => findings.filter((finding) => finding.state === state).length;
  const failures = count("failure");
  if (args.includes("--json")) {
    stdout.write(`${JSON.stringify({ ok: failures === 0, findings }, null, 1)}\n`);
  } else {
    for (const finding of findings) stdout.write(`${lineOf(finding)}\n`);
    stdout.write(`${count("ok")} in order, ${count("warning")} to look at, ${failures} failed\n`);
  }
  if (failures > 0) process.exitCode = 1;
}

await runCommand(main);
// The connections of the cache keep no command waiting.
process.exit();
