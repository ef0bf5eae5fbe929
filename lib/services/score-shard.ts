import { type AnswerRow, writeShard } from "@/lib/data/answers/answer-shard";
import { packAnswer } from "@/lib/data/answers/packed-answers";
import type { ScoringRules } from "@/lib/domain/scoring-rules";
import { type AgreementQuestion, answerKey, computeAnswer, packedKey } from "./agreement-answer";
import { snapshotHistory } from "./agreement-history";
import type { Analytics } from "./analytics";
import type { LiveRanker } from "./live-ranker";
import type { ParsedOptions } from "./recommendation-options";

/** One agreement to score ahead; plain data, for it goes to another thread. */
export interface ScoreTask {
  /** Index of the agreement in the snapshot. */
  readonly user: number;
  /** Name of the customer's region in the order database; null = none. */
  readonly region: string | null;
  /** Item indices that people refused or put off. */
  readonly hidden: readonly number[];
  /** Key of the answer that is kept already, hex; null = none. */
  readonly keptKey: string | null;
}

export interface ShardTask {
  readonly shard: number;
  readonly tasks: readonly ScoreTask[];
}

export interface ScoredShard {
  readonly shard: number;
  /** Answers computed now, and those that were kept already. */
  readonly computed: number;
  readonly kept: number;
  readonly bytes: number;
}

export interface ShardScorer {
  readonly at: Analytics;
  readonly options: ParsedOptions;
  readonly rules: ScoringRules;
  readonly live: LiveRanker | null;
  readonly folder: string;
}

/** Scores the agreements of a shard and writes it; one whose answers are all there already writes nothing. */
export async function scoreShard(
  { at, options, rules, live, folder }: ShardScorer,
  { shard, tasks }: ShardTask,
): Promise<ScoredShard> {
  const { users, customers, id } = at.snapshot;
  const rows: AnswerRow[] = [];
  for (const { user, region, hidden, keptKey } of tasks) {
    const question: AgreementQuestion = {
      customerId: customers.customerId[users.customer[user]],
      agreementId: users.agreementId[user],
      region,
      options,
      rules,
      live,
      hidden: new Set(hidden),
    };
    const key = packedKey(answerKey(id, question));
    if (keptKey === key.toString("hex")) continue;
    const wanted = { agreementId: question.agreementId, beforeSec: options.asOfSec };
    rows.push({ user, key, bytes: packAnswer(computeAnswer(at, snapshotHistory(at, wanted), question)) });
  }
  const bytes = rows.length === 0 ? 0 : await writeShard(folder, shard, rows);
  return { shard, computed: rows.length, kept: tasks.length - rows.length, bytes };
}
