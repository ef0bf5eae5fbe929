import { historyBefore } from "@/lib/domain/interactions";
import type { Snapshot } from "@/lib/domain/snapshot";
import type { Scorer } from "@/lib/scoring/scorer";
import { type BaseModel, fitBaseModels } from "./base-models";
import { buildForesight, type Foresight } from "./foresight";
import { buildItemDemand, type ItemDemand } from "./item-demand";
import { buildItemLinks, type ItemLinks } from "./item-links";
import { type PopularHeads, popularHeads } from "./popular-heads";
import { eventScratch, type PurchaseEvents, purchaseEventsOf } from "./purchase-events";
import { buildTextProfiles, type TextProfiles } from "./text-profiles";
import { buildUserVectors, type UserVectors } from "./user-neighbours";

/** All that features need to know about everybody, from lines before the cutoff only. */
export interface Population {
  readonly cutoffSec: number;
  readonly userCount: number;
  readonly itemCount: number;
  /** Group of each item, -1 = none. */
  readonly itemGroup: Int32Array;
  /** Region of each user, -1 = none. */
  readonly userRegion: Int32Array;
  readonly demand: ItemDemand;
  readonly heads: PopularHeads;
  readonly links: ItemLinks;
  readonly vectors: UserVectors;
  readonly text: TextProfiles;
  readonly foresight: Foresight | null;
  readonly models: Readonly<Record<BaseModel, Scorer>>;
}

export function buildPopulation(snapshot: Snapshot, cutoffSec: number): Population {
  const { lines, users, customers, items } = snapshot;
  const scratch = eventScratch(lines.itemCount);
  const events: PurchaseEvents[] = [];
  for (let user = 0; user < lines.userCount; user++)
    events.push(purchaseEventsOf(historyBefore(lines, user, cutoffSec), scratch));
  const userRegion = Int32Array.from(users.customer, (customer) => customers.region[customer]);
  const shape = { itemCount: lines.itemCount, cutoffSec, events };
  const vectors = buildUserVectors(shape);
  const demand = buildItemDemand({ ...shape, userRegion, regionCount: snapshot.regions.length });
  return {
    cutoffSec,
    userCount: lines.userCount,
    itemCount: lines.itemCount,
    itemGroup: items.group,
    userRegion,
    demand,
    heads: popularHeads(demand, lines.itemCount),
    links: buildItemLinks(shape),
    vectors,
    foresight: buildForesight({ ...shape, rarity: vectors.rarity }),
    models: fitBaseModels(snapshot, cutoffSec),
    text: buildTextProfiles(items.name, items.code),
  };
}
