import type { Caller } from "@/lib/domain/caller";
import type { AgreementExportView } from "./agreement-view";
import { auditExport } from "./audit";
import { getContext } from "./context";
import { dataStamp, isoOf } from "./data-stamp";
import { recommendationView } from "./recommendation-view";
import { saidOf } from "./said-of";
import { type AgreementRequest, scoreOneAgreement } from "./score-one-agreement";
import type { ServiceContext } from "./service-context";
import { trialWeights } from "./trial-weights";

/** What the CSV of an agreement holds: the lists of its page under the same parameters, Reorder first. */
export async function exportAgreement(
  caller: Caller,
  request: AgreementRequest,
  context?: ServiceContext,
): Promise<AgreementExportView> {
  const used = context ?? (await getContext());
  const scored = await scoreOneAgreement(used, caller, request);
  const { customer, agreement, answer, options, source } = scored;
  const { agreementId, name, number, currency } = agreement;
  const { k, asOfSec, variant } = options;
  const trial = options.trial && trialWeights(used.rules, answer.segment, options.trial);
  const said = await saidOf(used, caller, scored);
  const rows = [...answer.reorder, ...answer.discover].map((one) =>
    recommendationView(one, source.labelOf, said(one.productId)),
  );
  await auditExport(used, caller, {
    customerId: customer.customerId,
    agreementId,
    k,
    asOf: isoOf(asOfSec),
    variant,
    ...(trial ? { trial: `${trial.frequency}/${trial.recency}/${trial.recencyDays}` } : {}),
    rows: rows.length,
  });
  return {
    customer: { customerId: customer.customerId, name: customer.name, segment: answer.segment },
    agreement: { agreementId, name, number, currency },
    options: { k, asOf: isoOf(asOfSec), variant },
    rows,
    stamp: dataStamp(scored.current, {
      asOfSec,
      variant,
      liveModelId: scored.liveModelId,
      trial,
      origin: scored.origin,
    }),
  };
}
