import type { ReportPort } from "@/lib/data/ports";
import { AppError } from "@/lib/domain/app-error";
import type { Snapshot } from "@/lib/domain/snapshot";
import { BOOTSTRAP_DRAWS, type CustomerDraws, drawCustomers } from "@/lib/evaluation/bootstrap";
import { type Fold, makeFold } from "@/lib/evaluation/fold";
import { type MetricTable, measureLists } from "@/lib/evaluation/measure-lists";
import type { BacktestReport } from "@/lib/evaluation/report";
import { type ModelLists, unpackLists } from "./backtest/packed-lists";
import type { ReadReport } from "./read-reports";

/** What one model listed for the measured users of a report, and every figure of each list. */
export interface MeasuredModel {
  /** By fold and row: item indices, best first. */
  readonly lists: readonly (readonly Int32Array[])[];
  /** By fold. */
  readonly tables: readonly MetricTable[];
}

/** A report with the users behind its figures: the same folds that the backtest measured, cut anew from the same snapshot. */
export interface MeasuredReport {
  readonly report: BacktestReport;
  readonly folds: readonly Fold[];
  /** Customer (index in the snapshot) of each measured user, by fold. */
  readonly customers: readonly Int32Array[];
  readonly drawn: CustomerDraws;
  /** Number of each customer in `drawn`. */
  readonly numberOf: ReadonlyMap<number, number>;
  /** null when the model's lists were not kept, or are not of these users. */
  model(name: string): Promise<MeasuredModel | null>;
}

/** Folds of a report are a copy of its past each: the last reports looked at are kept, and go with their snapshot. */
const MAX_REPORTS = 2;
const measuredOf = new WeakMap<Snapshot, Map<string, MeasuredReport>>();

/** The users of a report of this snapshot; null when the report is of other data, for then nobody can be named. */
export function measuredReport(
  port: ReportPort,
  { id, report }: ReadReport,
  snapshot: Snapshot,
): MeasuredReport | null {
  if (report.snapshotId !== snapshot.id) return null;
  const known = measuredOf.get(snapshot) ?? new Map<string, MeasuredReport>();
  measuredOf.set(snapshot, known);
  const key = `${id} ${report.generatedAt}`;
  const found = known.get(key) ?? measure(port, { id, report }, snapshot);
  known.delete(key);
  known.set(key, found);
  if (known.size > MAX_REPORTS) known.delete(known.keys().next().value as string);
  return found;
}

function measure(port: ReportPort, { id, report }: ReadReport, snapshot: Snapshot): MeasuredReport {
  const { protocol, seed } = report;
  const folds = report.cutoffs.map(({ cutoff, end }) =>
    makeFold(snapshot, { protocol, cutoffSec: secOf(cutoff), endSec: secOf(end) }, seed),
  );
  const customers = folds.map(({ split, evaluated }) =>
    Int32Array.from(evaluated, (position) => snapshot.users.customer[split.users[position]]),
  );
  const distinct = [...new Set(customers.flatMap((column) => Array.from(column)))];
  const models = new Map<string, Promise<MeasuredModel | null>>();
  return {
    report,
    folds,
    customers,
    drawn: drawCustomers({ customers: distinct.length, draws: BOOTSTRAP_DRAWS, seed }),
    numberOf: new Map(distinct.map((customer, number) => [customer, number])),
    model(name) {
      const found = models.get(name) ?? readModel(port, { id, name, snapshotId: snapshot.id, folds });
      models.set(name, found);
      // A file that could not be read may be there the next time.
      found.catch(() => models.delete(name));
      return found;
    },
  };
}

const secOf = (iso: string) => Math.round(Date.parse(iso) / 1000);

async function readModel(
  port: ReportPort,
  { id, name, snapshotId, folds }: { id: string; name: string; snapshotId: string; folds: readonly Fold[] },
): Promise<MeasuredModel | null> {
  const kept = await readLists(port, id, name);
  if (kept === null || kept.snapshotId !== snapshotId || kept.windows.length !== folds.length) return null;
  const isSame = folds.every(({ split, evaluated }, at) => {
    const { users } = kept.windows[at];
    return users.length === evaluated.length && users.every((user, row) => user === split.users[evaluated[row]]);
  });
  if (!isSame) return null;
  const lists = kept.windows.map((window) => window.lists);
  return { lists, tables: folds.map((fold, at) => measureLists(fold.split, fold.evaluated, lists[at])) };
}

/** A damaged file counts as none: the figures of the report do not rest on it. */
async function readLists(port: ReportPort, id: string, name: string): Promise<ModelLists | null> {
  try {
    const text = await port.readLists(id, name);
    return text === null ? null : unpackLists(text);
  } catch (error) {
    if (error instanceof AppError && error.code === "corrupt") return null;
    throw error;
  }
}
