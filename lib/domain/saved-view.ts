import type { Person } from "./outcome";

/** The search, filters and order of a screen that somebody keeps under a name. */
export interface SavedView {
  readonly id: number;
  readonly owner: Person;
  /** Path of the screen: `customers`. */
  readonly screen: string;
  /** Unique to (owner, screen). */
  readonly name: string;
  /** What stands behind `?` in the address. */
  readonly query: string;
  /** Everybody sees it; only its owner changes it. */
  readonly isShared: boolean;
  readonly changedAtSec: number;
}
