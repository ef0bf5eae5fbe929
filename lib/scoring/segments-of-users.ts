import type { ScoringRules } from "@/lib/domain/scoring-rules";
import type { Segment } from "@/lib/domain/segment";
import type { Snapshot } from "@/lib/domain/snapshot";
import { segmentFactsOf, segmentOf } from "./segment-of";
import { historyOfUser } from "./user-vectors";

/** Segment of each user's customer over all lines of the (truncated) snapshot. */
export function segmentsOfUsers(snapshot: Snapshot, rules: ScoringRules): Segment[] {
  const { lines, users } = snapshot;
  const usersOf = new Map<number, number[]>();
  for (let user = 0; user < lines.userCount; user++) {
    const customer = users.customer[user];
    const list = usersOf.get(customer);
    if (list === undefined) usersOf.set(customer, [user]);
    else list.push(user);
  }
  const segments = new Array<Segment>(lines.userCount).fill("NEW");
  for (const members of usersOf.values()) {
    const segment = segmentOf(segmentFactsOf(members.map((user) => historyOfUser(lines, user))), rules);
    for (const user of members) segments[user] = segment;
  }
  return segments;
}
