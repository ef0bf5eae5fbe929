import type { ScoreComponent } from "@/lib/domain/recommendation";

/** What keeps a product from a better place; every figure is a difference of computed contributions. */
export interface WhyNotHigher {
  /** The product one place above in the same list; null for the first. */
  readonly above: {
    readonly name: string;
    readonly code: string;
    readonly scoreGap: number;
    /** The component by which the product above leads most, and by how much; null when it leads by none. */
    readonly leadsBy: { readonly key: string; readonly difference: number } | null;
    /** The two scores are equal: the product id decided. */
    readonly isTie: boolean;
  } | null;
  /** The component furthest below what its weight allows; null when all are near it or have no known bound. */
  readonly furthest: { readonly key: string; readonly reached: number; readonly possible: number } | null;
}

interface Ranked {
  readonly code: string;
  readonly name: string;
  readonly score: number;
  readonly components: readonly ScoreComponent[];
}

/** Below this share of the weight a distance is not worth a sentence. */
const WORTH_SAYING = 0.1;

export function prepareWhyNotHigher(product: Ranked, above: Ranked | null): WhyNotHigher {
  return { above: above && compareWithAbove(product, above), furthest: furthestComponent(product.components) };
}

function compareWithAbove(product: Ranked, above: Ranked): WhyNotHigher["above"] {
  const own = new Map(product.components.map((component) => [component.key, component.contribution]));
  let leadsBy: { key: string; difference: number } | null = null;
  for (const { key, contribution } of above.components) {
    const difference = contribution - (own.get(key) ?? 0);
    if (difference > (leadsBy?.difference ?? 0)) leadsBy = { key, difference };
  }
  const scoreGap = above.score - product.score;
  return { name: above.name, code: above.code, scoreGap, leadsBy, isTie: scoreGap === 0 };
}

/** Only a component that is weight x a value within 0..1 has a maximum: its weight. */
function furthestComponent(components: readonly ScoreComponent[]): WhyNotHigher["furthest"] {
  let furthest: { key: string; reached: number; possible: number } | null = null;
  for (const { key, raw, weight, contribution } of components) {
    const isBounded = weight > 0 && raw >= 0 && raw <= 1 && Math.abs(contribution - weight * raw) < 1e-9;
    if (!isBounded || weight - contribution < weight * WORTH_SAYING) continue;
    if (furthest === null || weight - contribution > furthest.possible - furthest.reached) {
      furthest = { key, reached: contribution, possible: weight };
    }
  }
  return furthest;
}
