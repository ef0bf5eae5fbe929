"use client";

import { Ban, Check, Clock, Phone } from "lucide-react";
import { useLocale, useTranslations } from "use-intl";
import { productName } from "@/components/recommendations/product-name";
import { cn } from "@/components/ui/cn";
import { useHydrated } from "@/components/ui/use-hydrated";
import { OUTCOME_KINDS } from "@/lib/domain/outcome";
import { type OutcomeProduct, useOutcomes } from "./outcome-context";

const ICONS = { offered: Phone, ordered: Check, not_now: Clock, never: Ban } as const;
const KEYS = { offered: "O", ordered: "R", not_now: "S", never: "N" } as const;

const HEIGHT = "h-7 max-sm:h-12 sm:pointer-coarse:h-9";

/**
 * The four buttons of a row. The chosen one is pressed; pressing it again takes it back. They do nothing without the
 * page's script, so the server sends only their room: forty rows of them were a third of the page.
 */
export function OutcomeActions({ product, className }: { product: OutcomeProduct; className?: string }) {
  const t = useTranslations("outcomes");
  const locale = useLocale();
  const outcomes = useOutcomes();
  const isHydrated = useHydrated();
  if (outcomes === null) return null;
  if (!isHydrated) return <div aria-hidden className={cn(HEIGHT, className)} />;
  const current = product.outcome?.kind ?? null;
  const name = productName(product, locale).first || product.code;
  return (
    <fieldset
      className={cn("relative z-10 flex flex-wrap gap-1 max-sm:grid max-sm:grid-cols-[1.35fr_1fr_1fr_1fr]", className)}
      data-chrome
    >
      <legend className="sr-only">{t("actions", { name })}</legend>
      {OUTCOME_KINDS.map((kind) => {
        const Icon = ICONS[kind];
        const isChosen = current === kind;
        return (
          <button
            key={kind}
            type="button"
            data-outcome={kind}
            aria-pressed={isChosen}
            aria-haspopup={kind === "not_now" || kind === "never" ? "dialog" : undefined}
            aria-keyshortcuts={KEYS[kind]}
            onClick={(event) => {
              if (isChosen && product.outcome && kind !== "not_now") outcomes.takeBack(product, product.outcome.seq);
              else if (kind === "not_now" || kind === "never") outcomes.ask(product, kind, event.currentTarget);
              else outcomes.record(product, { kind });
            }}
            className={cn(
              HEIGHT,
              "inline-flex min-w-0 items-center gap-1 rounded-md border px-1.5 text-xs font-medium max-sm:flex-col max-sm:justify-center max-sm:gap-0.5 max-sm:px-0.5 max-sm:text-2xs sm:pointer-coarse:px-2.5",
              isChosen
                ? "border-accent bg-accent-soft text-accent"
                : "border-line bg-surface text-ink-2 hover:border-line-strong hover:text-ink",
            )}
          >
            <Icon aria-hidden className="size-3.5 shrink-0" />
            <span className="max-w-full truncate">{t(`action.${kind}`)}</span>
          </button>
        );
      })}
    </fieldset>
  );
}
