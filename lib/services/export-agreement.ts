import type { Caller } from "@/lib/domain/caller";
import { getContext } from "./context";
import { dataStamp, isoOf } from "./data-stamp";
import { recommendationView } from "./recommendation-view";
import { scoreOneAgreement } from "./score-one-agreement";
import type { ServiceContext } from "./service-context";
import type { AgreementExportView, RawQuery } from "./views";

/** What the CSV of an agreement holds: the lists of its page under the same parameters, Reorder first. */
export async function exportAgreement(
  caller: Caller,
  request: { customerId: string; agreementId: string; query: RawQuery },
  context?: ServiceContext,
): Promise<AgreementExportView> {
  const scored = await scoreOneAgreement(context ?? (await getContext()), caller, request);
  const { customer, agreement, segment, options, source, lists } = scored;
  const { agreementId, name, number, currency } = agreement;
  const { k, asOfSec, variant } = options;
  return {
    customer: { customerId: customer.customerId, name: customer.name, segment },
    agreement: { agreementId, name, number, currency },
    options: { k, asOf: isoOf(asOfSec), variant },
    rows: [...lists.reorder, ...lists.discover].map((one) => recommendationView(one, source.labelOf)),
    stamp: dataStamp(scored.current, options),
  };
}
