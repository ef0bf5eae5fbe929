import type { LiveErpPort } from "@/lib/data/ports";
import { AppError } from "@/lib/domain/app-error";
import type { Caller } from "@/lib/domain/caller";
import type { AgreementId } from "@/lib/domain/ids";
import { defaultAsOfSec } from "@/lib/domain/snapshot";
import { type AgreementHistory, type HistorySource, liveHistory, snapshotHistory } from "./agreement-history";

/**
 * Where an agreement's orders were read: from the snapshot like all else; from SQL Server at this moment; or, because
 * SQL Server did not answer, from the snapshot in its place.
 */
export type HistoryOrigin = "snapshot" | "live" | "stand_in";

export interface HistoryReading {
  readonly source: AgreementHistory;
  readonly origin: HistoryOrigin;
  /** The instant that the lists are for: what was asked for, or the end of the newest day when orders came in since the snapshot. */
  readonly asOfSec: number;
}

export interface HistoryRequest {
  readonly live: LiveErpPort | null;
  readonly caller: Caller;
  readonly agreementId: AgreementId;
  /** Of the request or, where it names none, of the snapshot. */
  readonly asOfSec: number;
  /** Whether the request named the instant: then nothing after it is read. */
  readonly isAsOfNamed: boolean;
  readonly nowSec: number;
  /** Products that the snapshot leaves out. */
  readonly excludedProductIds: readonly string[];
  readonly signal?: AbortSignal;
}

/**
 * An agreement's orders, live where there is a live source. null = the live source says that the agreement is not the
 * caller's any more. The snapshot never decides that: it decided before this was asked.
 */
export async function readHistory(at: HistorySource, request: HistoryRequest): Promise<HistoryReading | null> {
  const { live, caller, agreementId, asOfSec, isAsOfNamed, nowSec, excludedProductIds, signal } = request;
  const fromSnapshot = () => snapshotHistory(at, { agreementId, beforeSec: asOfSec });
  if (live === null) return { source: fromSnapshot(), origin: "snapshot", asOfSec };
  // Orders of today count; one that is dated later is a mistake and would move the list's day with it.
  const beforeSec = isAsOfNamed ? asOfSec : Math.max(asOfSec, endOfDaySec(nowSec));
  try {
    const source = await liveHistory(at, { live, caller, agreementId, beforeSec, excludedProductIds, signal });
    if (source === null) return null;
    const { timeSec } = source.history;
    const newestSec = timeSec.length === 0 ? 0 : timeSec[timeSec.length - 1];
    return { source, origin: "live", asOfSec: isAsOfNamed ? asOfSec : Math.max(asOfSec, endOfDaySec(newestSec)) };
  } catch (error) {
    const isAway = error instanceof AppError && error.code === "unavailable" && !signal?.aborted;
    if (!isAway) throw error;
    return { source: fromSnapshot(), origin: "stand_in", asOfSec };
  }
}

const endOfDaySec = (timeSec: number) => defaultAsOfSec({ dataToSec: timeSec });
