import type { Interval } from "@/lib/evaluation/bootstrap";

/** The figures of a comparison that the gate reads; candidate - incumbent on the same users. */
export interface GateInput {
  readonly metrics: Readonly<Record<string, { readonly difference: Interval }>>;
  readonly segments: readonly { readonly segment: string; readonly users: number; readonly difference: Interval }[];
}

export interface GateRules {
  /** How far below the incumbent the paired interval of precision@20 and ndcg@20 may reach. */
  readonly tolerance: number;
  /** Loss of precision@20 that a segment may show beyond doubt (its whole interval below it). */
  readonly segmentTolerance: number;
  readonly segmentMinUsers: number;
  /** The same for the recall of products never bought before. */
  readonly exploreTolerance: number;
}

export const GATE_RULES: GateRules = {
  tolerance: 0.005,
  segmentTolerance: 0.01,
  segmentMinUsers: 30,
  exploreTolerance: 0.005,
};

/** Why a candidate may not replace the incumbent; empty = it may. */
export function gateObjections({ metrics, segments }: GateInput, rules: GateRules = GATE_RULES): string[] {
  const objections: string[] = [];
  for (const key of ["precision@20", "ndcg@20"]) {
    const low = metrics[key]?.difference.low ?? null;
    if (low === null) objections.push(`${key} was not measured.`);
    else if (low < -rules.tolerance)
      objections.push(`${key} may be worse by up to ${(-low).toFixed(4)}; ${rules.tolerance} is allowed.`);
  }
  const explore = metrics["exploreRecall@20"]?.difference.high ?? null;
  if (explore !== null && explore < -rules.exploreTolerance)
    objections.push(`New products are found less often: exploreRecall@20 falls by ${(-explore).toFixed(4)} or more.`);
  for (const { segment, users, difference } of segments) {
    if (users < rules.segmentMinUsers || difference.high === null || difference.high >= -rules.segmentTolerance)
      continue;
    objections.push(`${segment} (${users} customers) loses ${(-difference.high).toFixed(4)} precision@20 or more.`);
  }
  return objections;
}
