import { z } from "zod";
import { AppError } from "@/lib/domain/app-error";
import type { Caller } from "@/lib/domain/caller";
import { type ProductId, productId } from "@/lib/domain/ids";
import { DAY_SEC } from "@/lib/domain/snapshot";
import { type ListChange, listChanges } from "@/lib/scoring/list-changes";
import type { AgreementHistory } from "./agreement-history";
import type { ListChangesView, ListChangeView } from "./agreement-view";
import { isoOf } from "./data-stamp";
import type { ScoredAgreement } from "./score-one-agreement";
import type { ServiceContext } from "./service-context";
import type { RawQuery } from "./views";

/** A list computed for comparison, where none was shown before, is so many days older. */
const COMPARED_DAYS = 7;

const ids = z.array(z.string().transform(productId));
const shownSchema = z.object({
  asOfSec: z.int(),
  shownAtSec: z.int(),
  /** Names the data and the model: another one makes another list. */
  made: z.string(),
  model: z.string(),
  k: z.int(),
  reorder: ids,
  discover: ids,
  hidden: ids,
});
type ShownLists = z.output<typeof shownSchema>;
const keptSchema = z.object({ latest: shownSchema, previous: shownSchema.nullable() });

/**
 * What changed since the list that this person saw before the data or the model last moved; on a first visit, since the
 * rules' list of a week earlier. null where the list was asked for with options, or there is nothing to compare with.
 * A store that does not answer costs the comparison, never the page.
 */
export async function changesSince(
  context: ServiceContext,
  caller: Caller,
  { scored, query }: { scored: ScoredAgreement; query: RawQuery },
): Promise<ListChangesView | null> {
  const { options, answer, source } = scored;
  if (query.asOf || query.variant || options.trial !== null) return null;
  const present = presentLists(context, scored);
  const earlier = (await rememberedLists(context, { caller, scored, present })) ?? (await weekBefore(scored));
  if (earlier === null) return null;
  const { history } = source;
  const boughtSince = new Map<ProductId, number>();
  history.timeSec.forEach((timeSec, line) => {
    if (timeSec >= earlier.asOfSec) boughtSince.set(source.items.productId[history.item[line]], timeSec);
  });
  const { entered, left } = listChanges(
    earlier,
    {
      reorder: answer.reorder,
      discover: answer.discover,
      hidden: new Set(present.hidden),
      boughtSince: new Set(boughtSince.keys()),
    },
    Math.min(options.k, earlier.k),
  );
  const viewOf = (change: ListChange) => changeView(change, source.labelOf, boughtSince);
  return {
    since: isoOf(earlier.asOfSec),
    shownAt: earlier.shownAtSec > 0 ? isoOf(earlier.shownAtSec) : null,
    modelBefore: earlier.model === present.model ? null : earlier.model,
    entered: entered.map(viewOf),
    left: left.map(viewOf),
  };
}

function presentLists({ nowSec }: ServiceContext, scored: ScoredAgreement): ShownLists {
  const { answer, options, hiding, current, liveModelId } = scored;
  const model = options.variant === "ranker" ? (liveModelId ?? "ranker") : options.variant;
  return {
    asOfSec: options.asOfSec,
    shownAtSec: nowSec(),
    made: `${current.snapshot.id}/${model}/${isoOf(options.asOfSec).slice(0, 10)}`,
    model,
    k: options.k,
    reorder: answer.reorder.map((one) => one.productId),
    discover: answer.discover.map((one) => one.productId),
    hidden: hiding.map((one) => one.productId),
  };
}

/** The list last shown of other data or another model; keeps the present one for the next time. */
async function rememberedLists(
  { store }: ServiceContext,
  { caller, scored, present }: { caller: Caller; scored: ScoredAgreement; present: ShownLists },
): Promise<ShownLists | null> {
  const key = `list-shown/${caller.subject}/${scored.customer.customerId}/${scored.agreement.agreementId}`;
  try {
    const parsed = keptSchema.safeParse((await store.keptValue(key))?.value);
    const kept = parsed.success ? parsed.data : null;
    if (kept?.latest.made === present.made) return kept.previous;
    const previous = kept?.latest ?? null;
    await store.keepValue(key, { value: { latest: present, previous }, atSec: present.shownAtSec });
    return previous;
  } catch (error) {
    if (error instanceof AppError && (error.code === "unavailable" || error.code === "corrupt")) return null;
    throw error;
  }
}

/** The rules' list a week earlier. A trained model has none: it knows what came after. */
async function weekBefore(scored: ScoredAgreement): Promise<ShownLists | null> {
  if (scored.options.variant === "ranker") return null;
  const asOfSec = scored.options.asOfSec - COMPARED_DAYS * DAY_SEC;
  const answer = await scored.answerTo({ options: { ...scored.options, asOfSec } });
  if (answer.reorder.length + answer.discover.length === 0) return null;
  return {
    asOfSec,
    shownAtSec: 0,
    made: "",
    model: scored.options.variant,
    k: scored.options.k,
    reorder: answer.reorder.map((one) => one.productId),
    discover: answer.discover.map((one) => one.productId),
    hidden: [],
  };
}

function changeView(
  { productId: id, list, cause, rank }: ListChange,
  labelOf: AgreementHistory["labelOf"],
  boughtSince: ReadonlyMap<ProductId, number>,
): ListChangeView {
  const { code, name, nameUk } = labelOf(id);
  const boughtSec = boughtSince.get(id);
  return { productId: id, code, name, nameUk, list, cause, rank, boughtAt: boughtSec ? isoOf(boughtSec) : null };
}
