import type { Revision } from "@/lib/domain/outcome";

export interface Applied<One> {
  /** The changes that took effect, in order. */
  readonly applied: readonly One[];
  /** `seq` of the newest change that took effect, 0 = none: what the next change has to be based on. */
  readonly version: number;
}

/**
 * Which changes of one thing took effect. A change takes effect when its maker had seen every earlier one of another
 * person; a change made without knowing of another person's stays on record and changes nothing, so that two people
 * never overwrite each other unawares. Depends on the rows alone, in any order: every process comes to the same answer.
 */
export function appliedRevisions<One extends Pick<Revision, "seq" | "basedOnSeq" | "actor">>(
  revisions: readonly One[],
  /** Whether a change takes effect without having seen the others. */
  isUnconditional: (one: One) => boolean = () => false,
): Applied<One> {
  const applied: One[] = [];
  let version = 0;
  for (const one of [...revisions].sort((a, b) => a.seq - b.seq)) {
    const isInformed = applied.every(
      (earlier) => earlier.seq <= one.basedOnSeq || earlier.actor.subject === one.actor.subject,
    );
    if (!isUnconditional(one) && (!isInformed || one.basedOnSeq > version)) continue;
    applied.push(one);
    version = one.seq;
  }
  return { applied, version };
}
