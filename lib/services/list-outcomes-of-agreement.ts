import type { Caller } from "@/lib/domain/caller";
import type { OutcomeAnswer } from "./agreement-view";
import { getContext } from "./context";
import { findAgreement } from "./find-in-scope";
import { outcomeView } from "./outcome-view";
import type { ServiceContext } from "./service-context";

/** Where every product of an agreement stands about which something was said. Throws AppError `not_found` out of scope. */
export async function listOutcomesOfAgreement(
  caller: Caller,
  request: { customerId: string; agreementId: string },
  context?: ServiceContext,
): Promise<(OutcomeAnswer & { productId: string })[]> {
  const used = context ?? (await getContext());
  const { customer, agreement } = await findAgreement(used, caller, request);
  const { customerId } = customer;
  const { agreementId } = agreement;
  const outcomes = await used.outcomes.read();
  return [...outcomes.ofAgreement({ customerId, agreementId })].map(([productId, state]) => ({
    productId,
    outcome: outcomeView(state, { caller }),
    version: state.version,
  }));
}
