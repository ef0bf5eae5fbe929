"use client";

import { ChevronDown, LoaderCircle, SlidersHorizontal } from "lucide-react";
import { type FormEvent, type ReactNode, useId, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { Variant } from "@/lib/domain/recommendation";
import { formatDate } from "@/lib/presentation/format-date";
import type { RecommendationOptions } from "@/lib/services/agreement-view";

/** The longest list that the service gives. */
const MOST_PRODUCTS = 200;

export interface ChosenOptions {
  k: string;
  /** YYYY-MM-DD. */
  asOf: string;
  variant: string;
}

interface OptionsPanelProps {
  options: RecommendationOptions;
  /** The models on offer. */
  variants: readonly Variant[];
  isChanged: boolean;
  isComputing: boolean;
  /** What the last run took, or why it failed. */
  status: ReactNode;
  onApply: (chosen: ChosenOptions) => void;
  onReset: () => void;
  trial: ReactNode;
  trialId: string;
  /** Whether weights are being tried: then they are in sight from the start. */
  isTrial: boolean;
}

/** How many products, as of which day, by which model. */
export function OptionsPanel({
  options,
  variants,
  isChanged,
  isComputing,
  status,
  onApply,
  onReset,
  trial,
  trialId,
  isTrial,
}: OptionsPanelProps) {
  const t = useTranslations("agreement.options");
  const locale = useLocale();
  const id = useId();
  // On a phone the list matters more than how it was asked for.
  const [isOpen, setOpen] = useState(isTrial);
  const [isTrialOpen, setTrialOpen] = useState(isTrial);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? "");
    onApply({ k: text("k"), asOf: text("asOf"), variant: text("variant") });
  }

  return (
    <div data-chrome className="rounded-lg border border-line bg-surface shadow-card">
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={`${id}-form`}
        onClick={() => setOpen(!isOpen)}
        className="flex w-full items-center justify-between gap-3 px-4 py-2.5 text-start text-sm text-ink-2 sm:hidden"
      >
        <span className="num">
          {t("brief", {
            variant: t(`variants.${options.variant}`),
            date: formatDate(options.asOf, locale),
            k: options.k,
          })}
        </span>
        <ChevronDown aria-hidden className={cn("size-4 shrink-0 transition-transform", isOpen && "rotate-180")} />
      </button>
      <form
        id={`${id}-form`}
        // New options from the address (back, forward) fill the fields anew.
        key={`${options.k}|${options.asOf}|${options.variant}`}
        onSubmit={submit}
        aria-label={t("title")}
        className={cn(
          "grid grid-cols-2 items-end gap-x-3 gap-y-2.5 px-4 py-3 max-sm:border-t max-sm:border-line sm:flex sm:flex-wrap lg:px-5",
          !isOpen && "max-sm:hidden",
        )}
      >
        <Field label={t("variant")} htmlFor={`${id}-variant`} className="col-span-2">
          <Select id={`${id}-variant`} name="variant" defaultValue={options.variant} className="w-full">
            {variants.map((variant) => (
              <option key={variant} value={variant}>
                {t(`variants.${variant}`)}
              </option>
            ))}
          </Select>
        </Field>
        <Field label={t("asOf")} htmlFor={`${id}-as-of`}>
          <Input
            id={`${id}-as-of`}
            name="asOf"
            type="date"
            required
            min="1990-01-01"
            max="2099-12-31"
            defaultValue={options.asOf.slice(0, 10)}
            title={t("asOfNote")}
          />
        </Field>
        <Field label={t("k")} htmlFor={`${id}-k`}>
          <Input
            id={`${id}-k`}
            name="k"
            type="number"
            inputMode="numeric"
            required
            min={1}
            max={MOST_PRODUCTS}
            step={1}
            defaultValue={options.k}
            title={t("kRange", { max: MOST_PRODUCTS })}
            className="sm:w-28"
          />
        </Field>
        <div className="col-span-2 flex items-center gap-2">
          <Button type="submit" disabled={isComputing} className="max-sm:flex-1">
            {isComputing ? <LoaderCircle aria-hidden className="animate-spin" /> : null}
            {t("apply")}
          </Button>
          {isChanged ? (
            <Button variant="ghost" onClick={onReset}>
              {t("reset")}
            </Button>
          ) : null}
          <Button
            variant="ghost"
            aria-expanded={isTrialOpen}
            aria-controls={trialId}
            onClick={() => setTrialOpen(!isTrialOpen)}
          >
            <SlidersHorizontal aria-hidden />
            {t("tryWeights")}
          </Button>
        </div>
        <p role="status" className="num col-span-2 text-xs text-ink-3 sm:ms-auto sm:self-center">
          {isComputing ? t("computing") : status}
        </p>
      </form>
      {isTrialOpen ? <div className={cn(!isOpen && "max-sm:hidden")}>{trial}</div> : null}
    </div>
  );
}

function Field(props: { label: string; htmlFor: string; className?: string; children: ReactNode }) {
  return (
    <div className={props.className}>
      <label htmlFor={props.htmlFor} className="mb-1 block text-xs text-ink-3">
        {props.label}
      </label>
      {props.children}
    </div>
  );
}
