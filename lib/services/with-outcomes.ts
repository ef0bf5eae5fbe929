import type { ScoringRules } from "@/lib/domain/scoring-rules";
import type { AgreementFigures } from "@/lib/scoring/due-products";
import { figuresOfUser, type Portfolio, portfolioWith } from "@/lib/scoring/portfolio";
import type { Analytics } from "./analytics";
import { hiddenItems } from "./hidden-items";
import type { Outcomes } from "./outcome-book";

interface Overlay {
  /** Of the outcomes and the day the portfolio below is for. */
  key: string;
  portfolio: Portfolio | null;
  /** Figures by user, with the hidden products they were computed without: most stay the same from one outcome to the next. */
  readonly figures: Map<number, { hidden: string; figures: AgreementFigures }>;
}

const overlays = new WeakMap<Analytics["population"], Overlay>();

/** The analytics in whose portfolio nothing counts as due that somebody refused, or put off beyond the ISO date `today`. */
export function withOutcomes(
  at: Analytics,
  { outcomes, today, rules }: { outcomes: Outcomes; today: string; rules: ScoringRules },
): Analytics {
  const overlay = overlays.get(at.population) ?? { key: "", portfolio: null, figures: new Map() };
  overlays.set(at.population, overlay);
  return {
    ...at,
    portfolio() {
      const key = `${outcomes.version}/${today}`;
      if (overlay.portfolio === null || overlay.key !== key) {
        const replaced = replacedFigures(at, { outcomes, today, rules, overlay });
        const { snapshot, index, population } = at;
        overlay.portfolio =
          replaced.size === 0
            ? at.portfolio()
            : portfolioWith(at.portfolio(), replaced, { snapshot, index, population });
        overlay.key = key;
      }
      return overlay.portfolio;
    },
  };
}

function replacedFigures(
  at: Analytics,
  { outcomes, today, rules, overlay }: { outcomes: Outcomes; today: string; rules: ScoringRules; overlay: Overlay },
): Map<number, AgreementFigures> {
  const replaced = new Map<number, AgreementFigures>();
  for (const [user, items] of hiddenItems(at, outcomes, today)) {
    const hidden = items.join(",");
    const known = overlay.figures.get(user);
    const figures =
      known?.hidden === hidden
        ? known.figures
        : figuresOfUser(at.snapshot, user, { population: at.population, rules, hidden: new Set(items) });
    overlay.figures.set(user, { hidden, figures });
    replaced.set(user, figures);
  }
  return replaced;
}
