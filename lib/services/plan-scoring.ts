import type { AnswerSet } from "@/lib/data/answers/packed-answers";
import type { Analytics } from "./analytics";
import type { ScoreTask, ShardTask } from "./score-shard";
import type { ServiceContext } from "./service-context";
import { dateOf } from "./today-date";

export interface ScoringPlan {
  readonly folder: string;
  readonly tasks: readonly ShardTask[];
}

/**
 * The active agreements that ordered, those that ordered last first, cut into shards. What decides an answer beside the
 * snapshot (the region in the order database, what people refused) is read once for all.
 */
export async function planScoring(
  context: ServiceContext,
  { at, set, shardAgreements: size }: { at: Analytics; set: AnswerSet; shardAgreements: number },
): Promise<ScoringPlan> {
  const { erp, answers, outcomes, nowSec } = context;
  const everybody = { kind: "all" } as const;
  const [customers, agreements, said, kept, place] = await Promise.all([
    erp.customersInScope(everybody),
    erp.agreementsInScope(everybody),
    outcomes.read(),
    answers.keys(set),
    answers.place(set),
  ]);
  const regionOf = new Map(customers.map(({ customerId, region }) => [customerId, region]));
  const today = dateOf(nowSec());
  const { lines } = at.snapshot;
  const tasks: (ScoreTask & { lastSec: number })[] = [];
  for (const { agreementId, customerId, isActive } of agreements) {
    const user = at.index.userOf.get(agreementId);
    if (!isActive || user === undefined) continue;
    const hidden = said
      .hiddenIn({ customerId, agreementId }, today)
      .flatMap(({ productId }) => at.index.itemOf.get(productId) ?? []);
    tasks.push({
      user,
      region: regionOf.get(customerId) ?? null,
      hidden,
      keptKey: kept.get(user)?.toString("hex") ?? null,
      lastSec: lines.timeSec[lines.userOffset[user + 1] - 1],
    });
  }
  tasks.sort((a, b) => b.lastSec - a.lastSec || a.user - b.user);
  return {
    folder: place.folder,
    tasks: Array.from({ length: Math.ceil(tasks.length / size) }, (_, shard) => ({
      shard: place.nextShard + shard,
      tasks: tasks.slice(shard * size, (shard + 1) * size),
    })),
  };
}
