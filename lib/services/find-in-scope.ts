import type { AgreementRecord, CustomerRecord, ErpPort } from "@/lib/data/ports";
import { AppError } from "@/lib/domain/app-error";
import type { Caller } from "@/lib/domain/caller";
import { agreementId, customerId } from "@/lib/domain/ids";

/** Ids are at most this long; a longer one names nothing. */
const MAX_ID = 100;

/** One message for what does not exist and what the caller may not see: nobody can tell them apart. */
const customerNotFound = () =>
  new AppError("not_found", "There is no such customer.", { remedy: "Find the customer in the list of customers." });
const agreementNotFound = () =>
  new AppError("not_found", "There is no such agreement.", { remedy: "Choose an agreement on the customer's page." });

const isId = (value: string) => value.length > 0 && value.length <= MAX_ID;

/** The customer, if the caller may see it. Throws AppError `not_found`. */
export async function findCustomer(erp: ErpPort, caller: Caller, id: string): Promise<CustomerRecord> {
  const customer = isId(id) ? await erp.customer(caller.scope, customerId(id)) : null;
  if (customer === null) throw customerNotFound();
  return customer;
}

/** The customer and its agreement, if the caller may see them. Throws AppError `not_found`. */
export async function findAgreement(
  erp: ErpPort,
  caller: Caller,
  ids: { customerId: string; agreementId: string },
): Promise<{ customer: CustomerRecord; agreement: AgreementRecord }> {
  if (!isId(ids.customerId)) throw customerNotFound();
  if (!isId(ids.agreementId)) throw agreementNotFound();
  const [customer, agreement] = await Promise.all([
    findCustomer(erp, caller, ids.customerId),
    erp.agreement(caller.scope, customerId(ids.customerId), agreementId(ids.agreementId)),
  ]);
  if (agreement === null) throw agreementNotFound();
  return { customer, agreement };
}
