import { z } from "zod";
import { AppError } from "@/lib/domain/app-error";
import type { Caller } from "@/lib/domain/caller";
import type { SavedView } from "@/lib/domain/saved-view";
import { isReadableAddress, rawQueryOf } from "./check-address";
import { getContext } from "./context";
import { parseInput } from "./parse-input";
import type { ServiceContext } from "./service-context";

/** Lists that can be kept under a name, with a path by whose rules the parameters are read. */
export const VIEW_SCREENS = {
  today: "/",
  customers: "/customers",
  products: "/products",
  product: "/products/any",
} as const;
export type ViewScreen = keyof typeof VIEW_SCREENS;

export interface SavedViewLine {
  id: number;
  name: string;
  /** What stands behind `?`. */
  query: string;
  isShared: boolean;
  isOwn: boolean;
  by: string;
}

export interface SavedViewsView {
  views: SavedViewLine[];
  /** Sharing puts a name before everybody: managers and administrators do it. */
  mayShare: boolean;
}

const MOST_OWN = 50;
const screenSchema = z.enum(Object.keys(VIEW_SCREENS) as [ViewScreen, ...ViewScreen[]]);
const nameSchema = z.string().trim().min(1, "may not be empty").max(60, "may have 60 characters at most");
const idSchema = z.int().min(1);
const saveSchema = z.object({
  screen: screenSchema,
  name: nameSchema,
  query: z.string().max(1000, "may have 1000 characters at most"),
  isShared: z.boolean(),
});
const renameSchema = z.object({ screen: screenSchema, id: idSchema, name: nameSchema });
const deleteSchema = z.object({ screen: screenSchema, id: idSchema });

const mayShare = ({ role }: Caller) => role !== "rep";
const lineOf = (view: SavedView, caller: Caller): SavedViewLine => ({
  id: view.id,
  name: view.name,
  query: view.query,
  isShared: view.isShared,
  isOwn: view.owner.subject === caller.subject,
  by: view.owner.name,
});

/** The caller's own views of a screen, then those that others share. A shared view holds no customers: each reader sees the own ones. */
export async function listSavedViews(
  caller: Caller,
  screen: ViewScreen,
  context?: ServiceContext,
): Promise<SavedViewsView> {
  const { store } = context ?? (await getContext());
  const views = await store.savedViews({ subject: caller.subject, screen });
  return { views: views.map((view) => lineOf(view, caller)), mayShare: mayShare(caller) };
}

/** Keeps a view under a name, in place of the caller's own one of that name. Throws AppError `forbidden`, `invalid_input`, `conflict`. */
export async function saveView(
  caller: Caller,
  input: z.input<typeof saveSchema>,
  context?: ServiceContext,
): Promise<SavedViewLine> {
  const used = context ?? (await getContext());
  const { screen, name, query, isShared } = parseInput(saveSchema, input);
  if (isShared && !mayShare(caller)) {
    throw new AppError("forbidden", "Only managers and administrators share views.", {
      remedy: "Save it for yourself, or ask your manager to share it.",
    });
  }
  const parameters = new URLSearchParams(query);
  parameters.delete("page");
  if (!isReadableAddress(VIEW_SCREENS[screen], rawQueryOf(parameters))) {
    throw new AppError("invalid_input", "This view holds a filter that the list does not know.", { field: "query" });
  }
  const own = await ownViews(used, caller, screen);
  if (own.length >= MOST_OWN && !own.some((view) => view.name === name)) {
    throw new AppError("conflict", `You have ${MOST_OWN} views of this list: delete one first.`);
  }
  return await keep(used, caller, { screen, name, query: parameters.toString(), isShared });
}

/** Gives an own view another name. Throws AppError `conflict` when another own view has it, `not_found`. */
export async function renameView(
  caller: Caller,
  input: z.input<typeof renameSchema>,
  context?: ServiceContext,
): Promise<SavedViewLine> {
  const used = context ?? (await getContext());
  const { screen, id, name } = parseInput(renameSchema, input);
  const own = await ownViews(used, caller, screen);
  const view = own.find((one) => one.id === id);
  if (view === undefined) throw notFound();
  if (view.name === name) return lineOf(view, caller);
  if (own.some((one) => one.name === name)) throw new AppError("conflict", "One of your views is called so already.");
  const { query, isShared } = view;
  // The new one first: cut off between the two steps, there are two views and none is lost.
  const renamed = await keep(used, caller, { screen, name, query, isShared });
  await used.store.deleteView({ id, owner: caller.subject });
  return renamed;
}

/** Deletes an own view and answers it, so that it can be brought back. Throws AppError `not_found`. */
export async function deleteView(
  caller: Caller,
  input: z.input<typeof deleteSchema>,
  context?: ServiceContext,
): Promise<SavedViewLine> {
  const used = context ?? (await getContext());
  const { screen, id } = parseInput(deleteSchema, input);
  const view = (await ownViews(used, caller, screen)).find((one) => one.id === id);
  if (view === undefined || !(await used.store.deleteView({ id, owner: caller.subject }))) throw notFound();
  return lineOf(view, caller);
}

const notFound = () => new AppError("not_found", "There is no such view of yours.");

async function ownViews({ store }: ServiceContext, { subject }: Caller, screen: ViewScreen): Promise<SavedView[]> {
  const views = await store.savedViews({ subject, screen });
  return views.filter(({ owner }) => owner.subject === subject);
}

async function keep(
  { store, nowSec }: ServiceContext,
  caller: Caller,
  view: { screen: ViewScreen; name: string; query: string; isShared: boolean },
): Promise<SavedViewLine> {
  const owner = { subject: caller.subject, name: caller.name };
  await store.knowPerson(owner, nowSec());
  return lineOf(await store.saveView({ ...view, owner, changedAtSec: nowSec() }), caller);
}
