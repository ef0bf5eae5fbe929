import type { Caller } from "@/lib/domain/caller";
import { productId as toProductId } from "@/lib/domain/ids";
import type { ListName, Recommendation } from "@/lib/domain/recommendation";
import type { WhyNotView } from "./agreement-view";
import { getContext } from "./context";
import { dataStamp } from "./data-stamp";
import { findProduct } from "./get-product";
import { recommendationView } from "./recommendation-view";
import { saidOf } from "./said-of";
import { scoreOneAgreement } from "./score-one-agreement";
import type { ServiceContext } from "./service-context";
import type { RawQuery } from "./views";

/**
 * Where one product stands for an agreement, listed or not: its place among all that the model ranks, with the score taken
 * apart, the row that it would have to pass, and what people said that keeps it out. Parameters: as of the agreement page.
 */
export async function whyNotListed(
  caller: Caller,
  request: { customerId: string; agreementId: string; productId: string; query: RawQuery; signal?: AbortSignal },
  context?: ServiceContext,
): Promise<WhyNotView> {
  const used = context ?? (await getContext());
  const scored = await scoreOneAgreement(used, caller, request);
  const { current, options, source, hidden, hiding, liveModelId } = scored;
  const at = used.analytics.at(current.snapshot, options.asOfSec);
  const product = await findProduct(used, at, request.productId);
  const id = toProductId(product.productId);
  const said = await saidOf(used, caller, scored);
  // As if nobody had put it aside, and with room for everything: what a place is worth shows among all of them.
  const item = source.items.productId.indexOf(id);
  const whole = await scored.answerToAll(new Set([...hidden].filter((one) => one !== item)));
  const place = (list: readonly Recommendation[]) => list.find((one) => one.productId === id) ?? null;
  const found = place(whole.reorder) ?? place(whole.discover);
  const list: ListName | null = found?.list ?? null;
  const ranked = list === null ? [] : whole[list];
  const viewOf = (one: Recommendation | undefined) =>
    one === undefined ? null : recommendationView(one, source.labelOf, said(one.productId));
  return {
    product: { productId: id, code: product.code, name: product.name, nameUk: product.nameUk },
    list,
    of: ranked.length,
    k: options.k,
    place: viewOf(found ?? undefined),
    above: found === null || found.rank === 1 ? null : viewOf(ranked[found.rank - 2]),
    last: found === null || found.rank <= options.k ? null : viewOf(ranked[options.k - 1]),
    hiddenBy: hiding.some((one) => one.productId === id) ? said(id).outcome : null,
    isKnown: item >= 0,
    stamp: dataStamp(current, { asOfSec: options.asOfSec, variant: options.variant, liveModelId }),
  };
}
