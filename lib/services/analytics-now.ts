import type { Snapshot } from "@/lib/domain/snapshot";
import type { Analytics } from "./analytics";
import type { ServiceContext } from "./service-context";
import { dateOf } from "./today-date";
import { withOutcomes } from "./with-outcomes";

/** Analytics of the snapshot at an instant, without what people refused or put off as of now. */
export async function analyticsNow(
  context: Pick<ServiceContext, "analytics" | "outcomes" | "nowSec" | "rules">,
  snapshot: Snapshot,
  asOfSec: number,
): Promise<Analytics> {
  const outcomes = await context.outcomes.read();
  const at = context.analytics.at(snapshot, asOfSec);
  return withOutcomes(at, { outcomes, today: dateOf(context.nowSec()), rules: context.rules });
}
