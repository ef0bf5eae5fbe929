import type { OutcomeDraft } from "@/lib/data/app-store/app-store-port";
import type { CustomerRecord } from "@/lib/data/ports";
import type { AgreementId, OwnerId, ProductId } from "@/lib/domain/ids";
import { compareIds } from "@/lib/domain/ids";
import type { ListShown } from "@/lib/domain/list-shown";
import { DAY_SEC } from "@/lib/domain/snapshot";
import { Random } from "@/lib/numeric/random";
import type { Analytics } from "../analytics";
import { figuresOf } from "../customer-rows";
import { dateOf } from "../today-date";

/** What the demo's reps say they did in one week. */
export interface DemoWeek {
  readonly shown: readonly ListShown[];
  /** In the order in which they were said. */
  readonly outcomes: readonly OutcomeDraft[];
}

/** Calls of a rep in a week that are kept on record. */
const CALLS = 8;
/** The customers worth most are left as they are, so that whoever tries the demo finds their lists untouched. */
const LEFT_ALONE = 10;
const CANDIDATES = 60;
/** How the calls go: the rest of the products is not spoken of. */
const OFFERED = 0.62;
const NOT_NOW = 0.14;
const NEVER = 0.04;
const SAID_ORDERED = 0.5;
const SNOOZE_DAYS = 21;
const FIRST_CALL_HOUR = 8;

/**
 * Calls of one week before the end of the generated data, made up for the demo: the products are those that were due, and what is said
 * to be ordered was ordered. Deterministic; the same week has the same keys, so that it is stored once.
 */
export function demoWeek(
  at: Analytics,
  { records, seed, knownToSec }: { records: readonly CustomerRecord[]; seed: number; knownToSec: number },
): DemoWeek {
  const shown: ListShown[] = [];
  const outcomes: OutcomeDraft[] = [];
  for (const [ownerId, own] of byOwner(records)) {
    const random = new Random(seed).fork(`calls ${at.asOfSec} ${ownerId}`);
    const worth = own
      .map((record) => ({ record, figures: figuresOf(at, record).figures }))
      .filter(({ figures }) => figures.dueCount > 0)
      .sort(
        (a, b) =>
          b.figures.expectedValue - a.figures.expectedValue || compareIds(a.record.customerId, b.record.customerId),
      )
      .slice(LEFT_ALONE, LEFT_ALONE + CANDIDATES);
    for (let call = 0; call < CALLS && worth.length > 0; call++) {
      const [{ record, figures }] = worth.splice(random.int(worth.length), 1);
      const dayOfWeek = random.int(5);
      const atSec = at.asOfSec + dayOfWeek * DAY_SEC + (FIRST_CALL_HOUR + random.int(9)) * 3600;
      const actor = { subject: `demo|${ownerId}`, name: record.ownerName ?? "" };
      const products = new Map<AgreementId, ProductId[]>();
      for (const { user, item } of figures.top) {
        const agreementId = at.snapshot.users.agreementId[user];
        const productId = at.snapshot.items.productId[item];
        products.set(agreementId, [...(products.get(agreementId) ?? []), productId]);
        const key = { customerId: record.customerId, agreementId, productId, actor };
        outcomes.push(...saidOf(at, { key, user, item, atSec, knownToSec, random }));
      }
      for (const [agreementId, listed] of products) {
        shown.push({
          day: dateOf(atSec),
          customerId: record.customerId,
          agreementId,
          viewer: actor.subject,
          products: listed,
        });
      }
    }
  }
  return { shown, outcomes };
}

function byOwner(records: readonly CustomerRecord[]): [OwnerId, CustomerRecord[]][] {
  const owned = new Map<OwnerId, CustomerRecord[]>();
  for (const record of records) {
    if (record.ownerId === null || record.isBlocked) continue;
    const own = owned.get(record.ownerId);
    if (own === undefined) owned.set(record.ownerId, [record]);
    else own.push(record);
  }
  return [...owned].sort(([a], [b]) => compareIds(a, b));
}

interface Said {
  readonly key: Pick<OutcomeDraft, "customerId" | "agreementId" | "productId" | "actor">;
  readonly user: number;
  readonly item: number;
  readonly atSec: number;
  readonly knownToSec: number;
  readonly random: Random;
}

/** What is said of one product: an offer, sometimes with the order that really followed; a date; a refusal; or nothing. */
function saidOf(at: Analytics, { key, user, item, atSec, knownToSec, random }: Said): OutcomeDraft[] {
  const draft = (kind: OutcomeDraft["kind"], saidSec: number, basedOnSeq = 0): OutcomeDraft => ({
    ...key,
    kind,
    basedOnSeq,
    undoesSeq: null,
    snoozeUntil: kind === "not_now" ? dateOf(saidSec + SNOOZE_DAYS * DAY_SEC) : null,
    reason: kind === "never" ? "other_supplier" : null,
    note: null,
    atSec: saidSec,
    idempotencyKey: `demo ${kind} ${saidSec} ${key.agreementId} ${key.productId}`,
  });
  const luck = random.uniform();
  const orderedSec = nextOrderSec(at, { user, item, fromSec: atSec });
  if (luck < OFFERED) {
    const told = [draft("offered", atSec)];
    if (orderedSec !== null && orderedSec < knownToSec && random.uniform() < SAID_ORDERED) {
      told.push(draft("ordered", orderedSec + 3600, 1));
    }
    return told;
  }
  if (luck < OFFERED + NOT_NOW) return [draft("not_now", atSec)];
  return luck < OFFERED + NOT_NOW + NEVER && orderedSec === null ? [draft("never", atSec)] : [];
}

/** The first line of the product in the 30 days from an instant; null when there is none. */
function nextOrderSec(
  { snapshot: { lines } }: Analytics,
  { user, item, fromSec }: { user: number; item: number; fromSec: number },
): number | null {
  for (let line = lines.userOffset[user]; line < lines.userOffset[user + 1]; line++) {
    const time = lines.timeSec[line];
    if (lines.item[line] === item && time >= fromSec && time < fromSec + 30 * DAY_SEC) return time;
  }
  return null;
}
