import type { ProductId } from "@/lib/domain/ids";
import type { ListName, Recommendation } from "@/lib/domain/recommendation";

/** Both lists of an agreement as they once were, in order of rank. */
export interface EarlierLists {
  readonly reorder: readonly ProductId[];
  readonly discover: readonly ProductId[];
  /** Products that people had put off or refused then. */
  readonly hidden: readonly ProductId[];
}

export interface PresentLists {
  readonly reorder: readonly Recommendation[];
  readonly discover: readonly Recommendation[];
  readonly hidden: ReadonlySet<ProductId>;
  /** Bought between the two. */
  readonly boughtSince: ReadonlySet<ProductId>;
}

/**
 * Why a product came or left:
 * - `bought`: an order since then brought it to Reorder, or made its next purchase far;
 * - `back`, `hidden`: people put it off or refused it, or that is over;
 * - `due`, `lapsed`: its own rhythm says so now;
 * - `moved`: nothing happened to it; others rose or fell past it.
 */
export type ChangeCause = "bought" | "back" | "hidden" | "due" | "lapsed" | "moved";

export interface ListChange {
  readonly productId: ProductId;
  readonly list: ListName;
  readonly cause: ChangeCause;
  /** Place now, or then where it left. 1-based. */
  readonly rank: number;
}

export interface ListChanges {
  /** In order of the present rank, Reorder first. */
  readonly entered: readonly ListChange[];
  /** In order of the earlier rank, Reorder first. */
  readonly left: readonly ListChange[];
}

/** What came to and what left the lists, compared over as many places as both have. */
export function listChanges(earlier: EarlierLists, present: PresentLists, k: number): ListChanges {
  const entered: ListChange[] = [];
  const left: ListChange[] = [];
  const wasHidden = new Set(earlier.hidden);
  for (const list of ["reorder", "discover"] as const) {
    const before = earlier[list].slice(0, k);
    const now = present[list].slice(0, k);
    const stood = new Set(before);
    const stands = new Set(now.map(({ productId }) => productId));
    for (const one of now) {
      if (stood.has(one.productId)) continue;
      const { productId, rank } = one;
      entered.push({ productId, list, rank, cause: causeOfComing(one, { wasHidden, present }) });
    }
    before.forEach((productId, at) => {
      if (stands.has(productId)) return;
      const cause = present.hidden.has(productId) ? "hidden" : present.boughtSince.has(productId) ? "bought" : "moved";
      left.push({ productId, list, rank: at + 1, cause });
    });
  }
  return { entered, left };
}

function causeOfComing(
  { productId, reasons }: Recommendation,
  { wasHidden, present }: { wasHidden: ReadonlySet<ProductId>; present: PresentLists },
): ChangeCause {
  if (present.boughtSince.has(productId)) return "bought";
  if (wasHidden.has(productId)) return "back";
  const reason = reasons[0]?.key;
  if (reason === "due" || reason === "overdue") return "due";
  return reason === "lapsed" ? "lapsed" : "moved";
}
