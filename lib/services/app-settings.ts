import { z } from "zod";
import type { AppStorePort } from "@/lib/data/app-store/app-store-port";
import { isStoreFailure } from "@/lib/domain/store-failure";
import { DEFAULT_MATCH_DAYS } from "@/lib/scoring/match-outcomes";

/** Key of the setting: days within which an order counts as having followed an offer. */
export const MATCH_DAYS_SETTING = "outcomes.matchDays";

const matchDays = z.int().min(1).max(365);

/** The setting, or its default where it is not set or not valid, or the store does not answer. */
export async function outcomeMatchDays(store: Pick<AppStorePort, "setting">): Promise<number> {
  const parsed = matchDays.safeParse(await settingIfKnown(store, MATCH_DAYS_SETTING));
  return parsed.success ? parsed.data : DEFAULT_MATCH_DAYS;
}

async function settingIfKnown(store: Pick<AppStorePort, "setting">, key: string): Promise<unknown> {
  try {
    return await store.setting(key);
  } catch (error) {
    if (isStoreFailure(error)) return null;
    throw error;
  }
}
