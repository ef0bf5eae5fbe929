import type { FeatureFacts } from "@/lib/data/features/feature-manifest";
import { openFeatureStore, type StoredFeatures } from "@/lib/data/features/feature-store";
import { ITEM_DEMAND_FEATURES, itemDemandRows } from "@/lib/data/features/item-demand-rows";
import { type PairBatch, pairRows } from "@/lib/data/features/pair-rows";
import { AppError } from "@/lib/domain/app-error";
import { firstAtOrAfter, historyBefore } from "@/lib/domain/interactions";
import { DAY_SEC, defaultAsOfSec, type Snapshot } from "@/lib/domain/snapshot";
import { samplePositions } from "@/lib/evaluation/sample-positions";
import { usersWithHistory } from "@/lib/evaluation/truncate-snapshot";
import { Random } from "@/lib/numeric/random";
import { DEFAULT_CANDIDATES, generateCandidates } from "@/lib/scoring/candidates/generate-candidates";
import { fillFeatures, RANKER_FEATURES } from "@/lib/scoring/features/feature-set";
import { buildPopulation } from "@/lib/scoring/features/population";
import { stateScratch, userStateOf } from "@/lib/scoring/features/user-state";

/** Days after the cutoff whose purchases are the label. */
export const LABEL_DAYS = 30;
/** Users between two turns of the event loop. */
const TURN = 50;

export interface BuildFeaturesInput {
  readonly snapshot: Snapshot;
  /** Midnight UTC; features know lines strictly before it. */
  readonly cutoffSec: number;
  /** At most so many users, a seeded sample; null = everybody with a history. */
  readonly limitUsers: number | null;
  readonly seed: number;
  readonly dataDir: string;
  readonly codeVersion: string;
  readonly createdAt: string;
  readonly onProgress?: (done: number, total: number) => void;
}

export interface BuiltFeatures {
  /** (agreement, product) candidates with the features that a ranker is trained on and served with. */
  readonly pairs: StoredFeatures;
  /** Products with their demand, by SQL. */
  readonly demand: StoredFeatures;
}

/**
 * Stores the features of one cutoff. Pairs come from the very functions that serve: `userStateOf`, `generateCandidates`,
 * `fillFeatures`. Throws AppError `invalid_input` when nobody bought before the cutoff.
 */
export async function buildFeatures(input: BuildFeaturesInput): Promise<BuiltFeatures> {
  const { snapshot, cutoffSec, seed, codeVersion, createdAt, onProgress = () => undefined } = input;
  const known = usersWithHistory(snapshot.lines, cutoffSec);
  if (known.length === 0)
    throw new AppError("invalid_input", "Nobody bought anything before that day.", {
      field: "cutoff",
      remedy: "Choose a later one.",
    });
  const random = new Random(seed).fork("feature users");
  const users = input.limitUsers === null ? known : samplePositions(known, input.limitUsers, random);
  const isOver = defaultAsOfSec(snapshot) >= cutoffSec + LABEL_DAYS * DAY_SEC;
  const shared = { snapshotId: snapshot.id, cutoffSec, seed, codeVersion, createdAt };
  const store = openFeatureStore(input.dataDir);
  const demandFacts: FeatureFacts = {
    ...shared,
    featureSet: { name: ITEM_DEMAND_FEATURES.name, version: ITEM_DEMAND_FEATURES.version },
    features: [...ITEM_DEMAND_FEATURES.names],
    keys: ["product_id"],
    labelDays: null,
    candidates: null,
    users: null,
  };
  const { productId } = snapshot.items;
  const demand = await store.write(demandFacts, itemDemandRows({ lines: snapshot.lines, productId, cutoffSec }));
  const pairFacts: FeatureFacts = {
    ...shared,
    featureSet: { name: RANKER_FEATURES.name, version: RANKER_FEATURES.version },
    features: [...RANKER_FEATURES.names],
    keys: ["agreement_id", "product_id"],
    labelDays: isOver ? LABEL_DAYS : null,
    candidates: { ...DEFAULT_CANDIDATES },
    users: { asked: users.length, known: known.length },
  };
  const batchOf = pairBatches({ snapshot, cutoffSec, hasLabel: isOver });
  const fill = async (append: (batch: PairBatch) => void) => {
    onProgress(0, users.length);
    for (const [done, user] of users.entries()) {
      append(batchOf(user));
      if (done % TURN !== 0) continue;
      onProgress(done, users.length);
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
    onProgress(users.length, users.length);
  };
  const pairs = await store.write(pairFacts, pairRows(RANKER_FEATURES.names, fill));
  return { pairs, demand };
}

function pairBatches(input: { snapshot: Snapshot; cutoffSec: number; hasLabel: boolean }): (user: number) => PairBatch {
  const { snapshot, cutoffSec, hasLabel } = input;
  const { lines, items, users } = snapshot;
  const population = buildPopulation(snapshot, cutoffSec);
  const scratch = stateScratch(population);
  return (user) => {
    const history = historyBefore(lines, user, cutoffSec);
    const state = userStateOf({ population, user, history, asOfSec: cutoffSec, scratch });
    const candidates = generateCandidates(population, state, DEFAULT_CANDIDATES);
    const values = new Float32Array(candidates.length * RANKER_FEATURES.names.length);
    fillFeatures(RANKER_FEATURES, { population, state, items: candidates, out: values });
    const from = lines.userOffset[user] + history.item.length;
    const to = firstAtOrAfter(lines.timeSec, cutoffSec + LABEL_DAYS * DAY_SEC, from, lines.userOffset[user + 1]);
    const bought = new Set(lines.item.subarray(from, to));
    return {
      agreementId: users.agreementId[user],
      productId: Array.from(candidates, (item) => items.productId[item]),
      label: hasLabel ? Uint8Array.from(candidates, (item) => (bought.has(item) ? 1 : 0)) : null,
      values,
    };
  };
}
