import { requireCaller } from "@/lib/auth/require-caller";
import type { Caller } from "@/lib/domain/caller";
import { type ListQuery, listQueryOf } from "@/lib/presentation/list-href";
import type { RawQuery } from "@/lib/services/views";
import { attempt } from "./attempt";

interface ListPage<View> {
  searchParams: Promise<RawQuery>;
  /** The parameters of the address that the page repeats in its links. */
  keys: readonly string[];
  read: (caller: Caller, parameters: RawQuery) => Promise<View>;
}

/**
 * What every page of a list begins with: who asks, for what, and the answer or the failure to show in its place. `asked` is
 * the list without the page: what a view and a file keep.
 */
export async function openList<View>({ searchParams, keys, read }: ListPage<View>) {
  const caller = await requireCaller();
  const parameters = await searchParams;
  const answer = await attempt(read(caller, parameters));
  const query = listQueryOf(parameters, keys);
  const { page: _, ...rest } = query;
  const asked: ListQuery = rest;
  return { caller, query, asked, ...answer };
}
