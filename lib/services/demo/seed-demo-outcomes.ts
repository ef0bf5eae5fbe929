import type { OutcomeDraft } from "@/lib/data/app-store/app-store-port";
import { DAY_SEC, defaultAsOfSec } from "@/lib/domain/snapshot";
import { auditLine } from "../audit";
import type { ServiceContext } from "../service-context";
import { demoWeek } from "./demo-outcomes";

/** Weeks before the end of the generated data of which calls are kept: every second one, the last ended before the data. */
const WEEKS_BEFORE = [9, 7, 5, 3, 1];
const SEED = 20251121;

/**
 * Gives the demo a past: calls of its reps before the end of its data, so that what came of them can be seen. Of generated data only;
 * the orders of real customers are never given invented calls. Running it again changes nothing. Answers the number of outcomes.
 */
export async function seedDemoOutcomes(context: ServiceContext): Promise<number> {
  const { snapshot, manifest } = await context.snapshots.current();
  if (manifest.source.kind !== "demo") return 0;
  const records = await context.erp.customersInScope({ kind: "all" });
  const endSec = defaultAsOfSec(snapshot);
  const spokenOf = new Set<string>();
  let stored = 0;
  for (const weeks of WEEKS_BEFORE) {
    const at = context.analytics.at(snapshot, endSec - weeks * 7 * DAY_SEC);
    const week = demoWeek(at, { records, seed: SEED, knownToSec: endSec });
    // A product is spoken of in one week: the second time would have to be based on what was said the first.
    const keyOf = (one: OutcomeDraft) => `${one.agreementId} ${one.productId}`;
    const told = week.outcomes.filter((draft) => !spokenOf.has(keyOf(draft)));
    for (const draft of told) spokenOf.add(keyOf(draft));
    for (const shown of week.shown) await context.store.noteListShown(shown);
    for (const draft of told) {
      const { customerId, agreementId, productId, kind, actor, atSec } = draft;
      const detail = { customerId, agreementId, productId, outcome: kind, demo: true };
      await context.store.appendOutcome(draft, {
        ...auditLine(context, { kind: "outcome", subject: actor.subject, detail }),
        atSec,
      });
      stored++;
    }
  }
  return stored;
}
