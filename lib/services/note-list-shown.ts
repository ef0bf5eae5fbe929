import type { Caller } from "@/lib/domain/caller";
import type { AgreementId, CustomerId, ProductId } from "@/lib/domain/ids";
import { log } from "@/lib/observability/log";
import type { ServiceContext } from "./service-context";
import { dateOf } from "./today-date";

interface Shown {
  readonly customerId: CustomerId;
  readonly agreementId: AgreementId;
  readonly products: readonly ProductId[];
}

/** What was noted last by store: opening a list again costs no write. */
const notedOf = new WeakMap<ServiceContext["store"], Map<string, string>>();
const MAX_NOTED = 10_000;

/**
 * Notes that a rep was shown a list: the first step of the funnel. A manager who looks in offers nothing, so that is not one. The list
 * is shown whatever becomes of the note.
 */
export async function noteListShown(
  { store, nowSec }: Pick<ServiceContext, "store" | "nowSec">,
  caller: Caller,
  { customerId, agreementId, products }: Shown,
): Promise<void> {
  if (caller.role !== "rep" || products.length === 0) return;
  const day = dateOf(nowSec());
  const key = `${caller.subject}\0${customerId}\0${agreementId}`;
  const state = `${day} ${products.join(" ")}`;
  const noted = notedOf.get(store) ?? new Map<string, string>();
  notedOf.set(store, noted);
  if (noted.get(key) === state) return;
  try {
    await store.noteListShown({ day, customerId, agreementId, viewer: caller.subject, products });
    if (noted.size >= MAX_NOTED) noted.clear();
    noted.set(key, state);
  } catch (error) {
    log.error("list_shown_not_noted", { agreementId, message: (error as Error).message });
  }
}
