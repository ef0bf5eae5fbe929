import { SavedViews } from "@/components/saved-views/saved-views";
import { requireCaller } from "@/lib/auth/require-caller";
import { AppError } from "@/lib/domain/app-error";
import type { ListQuery } from "@/lib/presentation/list-href";
import { listSavedViews, type ViewScreen } from "@/lib/services/saved-views";
import { deleteOwnView, keepView, renameOwnView } from "./saved-view-actions";

const WRITES = { keep: keepView, rename: renameOwnView, remove: deleteOwnView };

/** The menu of views that a list can be kept in. Without the store there is the list all the same. */
export async function Views({ screen, query }: { screen: ViewScreen; query: ListQuery }) {
  const caller = await requireCaller();
  try {
    const { views, mayShare } = await listSavedViews(caller, screen);
    return <SavedViews screen={screen} query={query} views={views} mayShare={mayShare} writes={WRITES} />;
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}
