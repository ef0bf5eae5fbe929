import type { Caller } from "@/lib/domain/caller";
import { LIST_LENGTH } from "@/lib/evaluation/metric-keys";
import { snapshotLabel } from "./agreement-history";
import { auditExport } from "./audit";
import { getContext } from "./context";
import { findCustomer } from "./find-in-scope";
import { askedUsers, measuredRows, openDrill } from "./performance-drill";
import type { CustomerMissesView, MeasuredList } from "./performance-drill-view";
import type { ServiceContext } from "./service-context";
import type { RawQuery } from "./views";

/**
 * One customer's lists of a report against what it ordered after: hits, what was ordered but not listed, what was listed in vain.
 * Parameters: those of the Performance page. For managers and administrators; throws AppError `not_found` for anybody else.
 */
export async function getCustomerMisses(
  caller: Caller,
  { customerId: id, query }: { customerId: string; query: RawQuery },
  context?: ServiceContext,
): Promise<CustomerMissesView> {
  const used = context ?? (await getContext());
  // The role first: to a rep these pages do not exist, whoever owns the customer.
  const drill = await openDrill(used, caller, query);
  const customer = await findCustomer(used, caller, id);
  const { question } = await askedUsers(used, caller, { drill, query });
  const current = await used.snapshots.current();
  const { snapshot } = current;
  const at = used.analytics.at(snapshot, Math.round(Date.parse(drill.view.stamp.asOf) / 1000));
  const index = at.index.customerOf.get(customer.customerId);
  const agreements = await used.erp.agreementsOfCustomer(caller.scope, customer.customerId);
  const nameOf = new Map<string, string>(agreements.map(({ agreementId, name }) => [agreementId, name]));
  const label = (item: number) => {
    const productId = snapshot.items.productId[item];
    return { productId, ...snapshotLabel(at, productId) };
  };
  const { measured } = drill;
  const lists: (MeasuredList & { fold: number })[] = [];
  if (measured !== null && index !== undefined) {
    const isTheirs = (fold: number, row: number) => measured.customers[fold][row] === index;
    for await (const { fold, user, hits, bought, notBought } of measuredRows(measured, question, isTheirs)) {
      const agreementId = snapshot.users.agreementId[user];
      lists.push({
        fold,
        agreementId,
        agreementName: nameOf.get(agreementId) ?? "",
        hits,
        bought: bought.map(({ item, value, ...rest }) => ({
          ...label(item),
          ...rest,
          value: value > 0 ? value : null,
        })),
        notBought: notBought.map(({ item, ...rest }) => ({ ...label(item), ...rest })),
      });
    }
  }
  const bought = lists.flatMap((list) => list.bought);
  return {
    customer: { customerId: customer.customerId, name: customer.name },
    question,
    protocol: drill.view.protocol,
    windows: (drill.view.shown?.report.cutoffs ?? [])
      .map(({ cutoff, end }, fold) => ({
        cutoff,
        end,
        lists: lists.filter((list) => list.fold === fold).map(({ fold: _fold, ...list }) => list),
      }))
      .reverse(),
    totals: {
      bought: bought.length,
      hits: bought.filter(({ isHit }) => isHit).length,
      missed: bought.filter(({ isHit }) => !isHit).length,
      missedRepeat: bought.filter(({ isHit, isRepeat }) => !isHit && isRepeat).length,
      notBought: lists.reduce((sum, list) => sum + list.notBought.length, 0),
    },
    kept: LIST_LENGTH,
    gap: drill.gap,
    stamp: drill.view.stamp,
  };
}

/** The same for a file. */
export async function exportCustomerMisses(
  caller: Caller,
  asked: { customerId: string; query: RawQuery },
  context?: ServiceContext,
): Promise<CustomerMissesView> {
  const used = context ?? (await getContext());
  const view = await getCustomerMisses(caller, asked, used);
  const { report, model, k } = view.question;
  await auditExport(used, caller, {
    customerId: view.customer.customerId,
    report,
    model,
    k,
    rows: view.totals.bought + view.totals.notBought,
  });
  return view;
}
