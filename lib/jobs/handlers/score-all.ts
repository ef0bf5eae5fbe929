import type { Caller } from "@/lib/domain/caller";
import { scoreOneAgreement } from "@/lib/services/score-one-agreement";
import type { JobHandler } from "../job-handler";

const SYSTEM: Caller = {
  subject: "job|score-all",
  email: null,
  name: "score-all",
  role: "admin",
  scope: { kind: "all" },
};

/** Computes the list of every agreement that ordered, so that the first to open it finds it in the cache. */
export const scoreAll: JobHandler = async ({ context, progress, signal }) => {
  const { snapshot } = await context.snapshots.current();
  const { agreementId, customer } = snapshot.users;
  for (let user = 0; user < agreementId.length; user++) {
    signal.throwIfAborted();
    const customerId = snapshot.customers.customerId[customer[user]];
    await scoreOneAgreement(context, SYSTEM, { customerId, agreementId: agreementId[user], query: {} });
    if (user % 50 === 0) progress(user / agreementId.length, { agreements: user });
  }
  return { counts: { agreements: agreementId.length }, next: [] };
};
