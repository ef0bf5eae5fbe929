import type { ReportPort, StoredReport } from "@/lib/data/ports";
import { AppError } from "@/lib/domain/app-error";
import type { BacktestReport } from "@/lib/evaluation/report";
import { parseReport } from "./parse-report";

export interface ReadReport {
  readonly id: string;
  readonly report: BacktestReport;
}

export interface ReadReports {
  readonly reports: readonly ReadReport[];
  readonly refused: readonly { readonly id: string; readonly message: string }[];
}

type Outcome = { readonly report: BacktestReport } | { readonly message: string };
interface Known {
  readonly state: string;
  readonly outcome: Outcome;
}

/** A report is parsed once for each state of its file; a port's answers are kept as long as the port. */
const knownOf = new WeakMap<ReportPort, Map<string, Known>>();

/** Every stored report. One that cannot be read is refused by name, and the others are still there. */
export async function readReports(port: ReportPort): Promise<ReadReports> {
  const known = knownOf.get(port) ?? new Map<string, Known>();
  const next = new Map<string, Known>();
  for (const stored of await port.list()) {
    const state = `${stored.changedAtMs} ${stored.bytes}`;
    const before = known.get(stored.id);
    const outcome = before?.state === state ? before.outcome : await readOne(port, stored);
    if (outcome !== null) next.set(stored.id, { state, outcome });
  }
  knownOf.set(port, next);
  const reports: ReadReport[] = [];
  const refused: { id: string; message: string }[] = [];
  for (const [id, { outcome }] of next) {
    if ("report" in outcome) reports.push({ id, report: outcome.report });
    else refused.push({ id, message: outcome.message });
  }
  return { reports, refused };
}

async function readOne(port: ReportPort, { id }: StoredReport): Promise<Outcome | null> {
  try {
    const text = await port.read(id);
    return text === null ? null : { report: parseReport(text) };
  } catch (error) {
    if (error instanceof AppError && error.code === "corrupt") return { message: error.message };
    throw error;
  }
}
