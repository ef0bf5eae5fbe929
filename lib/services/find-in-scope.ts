import type { AgreementRecord, CustomerRecord } from "@/lib/data/ports";
import { AppError } from "@/lib/domain/app-error";
import type { Caller } from "@/lib/domain/caller";
import { agreementId, customerId } from "@/lib/domain/ids";
import { auditDenial } from "./audit";
import type { ServiceContext } from "./service-context";

type ScopeContext = Pick<ServiceContext, "erp" | "store" | "nowSec">;

/** Ids are at most this long; a longer one names nothing. */
const MAX_ID = 100;

/** One message for what does not exist and what the caller may not see: nobody can tell them apart. */
const customerNotFound = () =>
  new AppError("not_found", "There is no such customer.", { remedy: "Find the customer in the list of customers." });
const agreementNotFound = () =>
  new AppError("not_found", "There is no such agreement.", { remedy: "Choose an agreement on the customer's page." });

const isId = (value: string) => value.length > 0 && value.length <= MAX_ID;

/** The customer, if the caller may see it. Throws AppError `not_found`, which the audit log notes. */
export async function findCustomer(context: ScopeContext, caller: Caller, id: string): Promise<CustomerRecord> {
  const customer = isId(id) ? await context.erp.customer(caller.scope, customerId(id)) : null;
  if (customer !== null) return customer;
  await auditDenial(context, { subject: caller.subject, detail: { customerId: id.slice(0, MAX_ID) } });
  throw customerNotFound();
}

/** The customer and its agreement, if the caller may see them. Throws AppError `not_found`. */
export async function findAgreement(
  context: ScopeContext,
  caller: Caller,
  ids: { customerId: string; agreementId: string },
): Promise<{ customer: CustomerRecord; agreement: AgreementRecord }> {
  if (!isId(ids.customerId)) throw customerNotFound();
  if (!isId(ids.agreementId)) throw agreementNotFound();
  const [customer, agreement] = await Promise.all([
    findCustomer(context, caller, ids.customerId),
    context.erp.agreement(caller.scope, customerId(ids.customerId), agreementId(ids.agreementId)),
  ]);
  if (agreement === null) return await refuseAgreement(context, caller, ids);
  return { customer, agreement };
}

/** Notes the denial and throws AppError `not_found`. */
export async function refuseAgreement(
  context: ScopeContext,
  caller: Caller,
  { customerId: askedCustomer, agreementId: asked }: { customerId: string; agreementId: string },
): Promise<never> {
  await auditDenial(context, { subject: caller.subject, detail: { customerId: askedCustomer, agreementId: asked } });
  throw agreementNotFound();
}
