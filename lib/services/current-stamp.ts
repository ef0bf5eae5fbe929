import { AppError } from "@/lib/domain/app-error";
import type { Caller } from "@/lib/domain/caller";
import { defaultAsOfSec } from "@/lib/domain/snapshot";
import { getContext } from "./context";
import { dataStamp } from "./data-stamp";
import type { ServiceContext } from "./service-context";
import type { DataStamp } from "./views";

/** Which data a screen rests on and which model serves, where its figures are no single model's. */
export async function servingStamp(
  { rankers }: Pick<ServiceContext, "rankers">,
  current: Parameters<typeof dataStamp>[0],
  asOfSec: number,
): Promise<DataStamp> {
  const live = await rankers.current(current.snapshot);
  return dataStamp(current, {
    asOfSec,
    ...(live === null ? {} : { variant: "ranker" as const, liveModelId: live.modelId }),
  });
}

/** Which data and which model serve now: for pages that are about neither. */
export async function currentStamp(context: Pick<ServiceContext, "snapshots" | "rankers">): Promise<DataStamp> {
  const current = await context.snapshots.current();
  return await servingStamp(context, current, defaultAsOfSec(current.snapshot));
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
