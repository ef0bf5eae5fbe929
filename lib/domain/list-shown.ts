import type { AgreementId, CustomerId, ProductId } from "./ids";

/** What one person was shown of one agreement on one day: the first step from a recommendation to an order. */
export interface ListShown {
  /** ISO date, UTC. */
  readonly day: string;
  readonly customerId: CustomerId;
  readonly agreementId: AgreementId;
  /** Subject of the person. */
  readonly viewer: string;
  /** Each once, in the order in which they were first shown. */
  readonly products: readonly ProductId[];
}
