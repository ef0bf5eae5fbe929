import { AppError } from "@/lib/domain/app-error";
import type { Caller } from "@/lib/domain/caller";
import { defaultAsOfSec } from "@/lib/domain/snapshot";
import { getContext } from "./context";
import { dataStamp } from "./data-stamp";
import type { ServiceContext } from "./service-context";
import type { DataStamp } from "./views";

/** Which data and which model serve now: for pages that are about neither. */
export async function currentStamp({
  snapshots,
  rankers,
}: Pick<ServiceContext, "snapshots" | "rankers">): Promise<DataStamp> {
  const current = await snapshots.current();
  const live = await rankers.current(current.snapshot);
  return dataStamp(current, {
    asOfSec: defaultAsOfSec(current.snapshot),
    ...(live === null ? {} : { variant: "ranker" as const, liveModelId: live.modelId }),
  });
}

/** The same for whoever is signed in; null where there is no data yet, which must not hide a page that needs none. */
export async function getCurrentStamp(_caller: Caller, context?: ServiceContext): Promise<DataStamp | null> {
  try {
    return await currentStamp(context ?? (await getContext()));
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}
