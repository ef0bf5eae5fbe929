import type { ModelParams } from "../model";

/** Settings that a search found, and what it looked at to find them. */
export interface TunedSettings {
  readonly model: string;
  /** The searched settings only; the others keep their defaults. */
  readonly params: ModelParams;
  readonly snapshotId: string;
  /** ISO instants of the windows that chose the settings. */
  readonly windows: readonly { readonly cutoff: string; readonly end: string }[];
  /** Trials run, the defaults among them, and the mean nDCG@20 of the best. */
  readonly trials: number;
  readonly searchScore: number;
}

/** The end of the newest window that the search looked at, ISO; null = it looked at none. */
export function lookedUntil({ windows }: Pick<TunedSettings, "windows">): string | null {
  return windows.reduce<string | null>((latest, { end }) => (latest === null || end > latest ? end : latest), null);
}
