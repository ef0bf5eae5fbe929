import type { AgreementId } from "@/lib/domain/ids";
import { type AgreementAnswer, type AgreementQuestion, answerKey, answerSetOf, packedKey } from "./agreement-answer";
import { type AgreementHistory, snapshotHistory } from "./agreement-history";
import type { Analytics } from "./analytics";
import type { ServiceContext } from "./service-context";

/** The snapshot's answer to a question: from memory, from what was computed ahead, from Redis, or computed. */
export async function cachedAnswer(
  { cache, answers }: Pick<ServiceContext, "cache" | "answers">,
  { at, question, compute }: { at: Analytics; question: AgreementQuestion; compute: () => Promise<AgreementAnswer> },
): Promise<AgreementAnswer> {
  const snapshotId = at.snapshot.id;
  const key = answerKey(snapshotId, question);
  const packed = async () => {
    const user = at.index.userOf.get(question.agreementId);
    return user === undefined ? null : answers.find(answerSetOf(snapshotId, question), { user, key: packedKey(key) });
  };
  return cache.getOrCompute(key, compute, packed);
}

/**
 * Whether a history that was read elsewhere says, line for line, what the snapshot says: its answer is then the
 * snapshot's. Lines of one order and product may lie otherwise in it; it then counts as another.
 */
export function isSnapshotHistory(
  at: Analytics,
  { agreementId, source, beforeSec }: { agreementId: AgreementId; source: AgreementHistory; beforeSec: number },
): boolean {
  const kept = snapshotHistory(at, { agreementId, beforeSec });
  const [ours, theirs] = [kept.history, source.history];
  if (ours.item.length !== theirs.item.length) return false;
  return ours.item.every(
    (item, line) =>
      item === theirs.item[line] &&
      ours.timeSec[line] === theirs.timeSec[line] &&
      ours.quantity[line] === theirs.quantity[line] &&
      ours.price[line] === theirs.price[line] &&
      kept.orderIdOf(ours.order[line]) === source.orderIdOf(theirs.order[line]),
  );
}
