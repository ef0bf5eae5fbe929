import type { Caller } from "@/lib/domain/caller";
import type { ProductId } from "@/lib/domain/ids";
import { matchOutcomes } from "@/lib/scoring/match-outcomes";
import type { HiddenProduct, OutcomeAnswer } from "./agreement-view";
import { outcomeMatchDays } from "./app-settings";
import { outcomeView } from "./outcome-view";
import type { ScoredAgreement } from "./score-one-agreement";
import type { ServiceContext } from "./service-context";

type SaidOf = (productId: ProductId) => OutcomeAnswer;

/** What was said about each product of a scored agreement, with the real orders that followed. */
export async function saidOf(context: ServiceContext, caller: Caller, scored: ScoredAgreement): Promise<SaidOf> {
  const { customer, agreement, outcomes } = scored;
  const states = outcomes.ofAgreement({ customerId: customer.customerId, agreementId: agreement.agreementId });
  if (states.size === 0) return () => ({ outcome: null, version: 0 });
  const told = [...states.values()].flatMap(({ standing }) => standing);
  const orders = matchOutcomes(told, purchasesOf(scored, new Set(states.keys())), {
    withinDays: await outcomeMatchDays(context.store),
  });
  return (productId) => {
    const state = states.get(productId);
    return { outcome: outcomeView(state, { caller, orders }), version: state?.version ?? 0 };
  };
}

function purchasesOf({ source }: ScoredAgreement, products: ReadonlySet<ProductId>) {
  const { item, order, timeSec } = source.history;
  return Array.from(item, (one, line) => ({
    productId: source.items.productId[one],
    orderId: source.orderIdOf(order[line]),
    orderedAtSec: timeSec[line],
  })).filter(({ productId }) => products.has(productId));
}

/** Products that the lists leave out: put off (the soonest first), then refused, each by the time it was said. */
export function hiddenProducts({ hiding, source }: ScoredAgreement, said: SaidOf): HiddenProduct[] {
  const place = ({ snoozeUntil }: { snoozeUntil: string | null }) => snoozeUntil ?? "9999";
  return [...hiding]
    .sort((a, b) => (place(a) < place(b) ? -1 : place(a) > place(b) ? 1 : a.id - b.id))
    .flatMap(({ productId }) => {
      const { outcome, version } = said(productId);
      const { code, name, nameUk } = source.labelOf(productId);
      return outcome === null ? [] : [{ productId, code, name, nameUk, outcome, outcomeVersion: version }];
    });
}
