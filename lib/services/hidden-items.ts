import type { Analytics } from "./analytics";
import type { Outcomes } from "./outcome-book";

/** Item indices, ascending, that people refused or put off beyond the ISO date `today`; by user index, where there are any. */
export function hiddenItems(
  { index, snapshot }: Pick<Analytics, "index" | "snapshot">,
  outcomes: Outcomes,
  today: string,
): Map<number, number[]> {
  const hidden = new Map<number, number[]>();
  for (const key of outcomes.agreements()) {
    const user = index.userOf.get(key.agreementId);
    // An agreement that changed hands takes nothing along of what its former customer said.
    if (user === undefined || snapshot.customers.customerId[snapshot.users.customer[user]] !== key.customerId) continue;
    const items = outcomes
      .hiddenIn(key, today)
      .map(({ productId }) => index.itemOf.get(productId))
      .filter((item) => item !== undefined)
      .sort((a, b) => a - b);
    if (items.length > 0) hidden.set(user, items);
  }
  return hidden;
}
