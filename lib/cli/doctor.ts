import { stderr, stdout } from "node:process";
import { checkInstallation } from "@/lib/services/doctor/check-installation";
import type { Finding } from "@/lib/services/doctor/finding";

const USAGE = `Usage: npm run doctor [-- --json]

Looks at settings, data folder, SQL Server (connection, TLS, permissions, tables, rows, newest order, clock), Redis, store and data set, changes
nothing, and says in one line each what it found and what to do. Ends with 1 when something fails, with 0 otherwise.`;

const MARKS: Readonly<Record<Finding["state"], string>> = { ok: "ok  ", warning: "warn", failure: "FAIL" };

/** One line: mark, what was looked at, what was found, what to do. */
function lineOf({ check, state, message, remedy }: Finding): string {
  return `${MARKS[state]}  ${check.padEnd(12)}  ${message}${remedy === null ? "" : ` -> ${remedy}`}`;
}

async function main(args: readonly string[]): Promise<number> {
  if (args.includes("--help") || args.includes("-h")) {
    stdout.write(`${USAGE}\n`);
    return 0;
  }
  const unknown = args.find((argument) => argument !== "--json");
  if (unknown !== undefined) {
    stderr.write(`"${unknown}" is no option.\n${USAGE}\n`);
    return 2;
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
  return failures === 0 ? 0 : 1;
}

// The pools' timers would keep the process alive for minutes.
process.exit(await main(process.argv.slice(2)));
