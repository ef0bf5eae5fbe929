"use client";

import { type FormEvent, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { formatNumber } from "@/lib/presentation/format-number";
import type { AgreementView } from "@/lib/services/agreement-view";

interface TrialWeightsProps {
  id: string;
  trial: AgreementView["trial"];
  /** Whether a trained model made the list shown. */
  isRanker: boolean;
  onTry: (weights: { frequency: string; recency: string; recencyDays: string }) => void;
  onEnd: () => void;
}

const PERCENT = 100;

/** Other weights for this one list, to see what they would do: nothing is kept. */
export function TrialWeights({ id, trial, isRanker, onTry, onEnd }: TrialWeightsProps) {
  const t = useTranslations("agreement.trial");
  const locale = useLocale();
  const { inForce, tried } = trial;
  const shown = tried ?? inForce;
  const decimals = (value: number) => formatNumber(value, locale, 2);
  return (
    <section id={id} aria-label={t("title")} className="border-t border-line px-4 py-3 lg:px-5">
      {tried ? (
        <div className="mb-2 flex flex-wrap items-center justify-between gap-x-4 gap-y-1 rounded-md bg-warn-soft px-3 py-1.5 text-sm">
          <p>
            <strong className="font-semibold">{t("active")}</strong>{" "}
            {t("figures", {
              frequency: decimals(tried.frequency),
              recency: decimals(tried.recency),
              days: formatNumber(tried.recencyDays, locale, 1),
            })}{" "}
            {t("notKept")}
          </p>
          <Button size="sm" onClick={onEnd}>
            {t("end")}
          </Button>
        </div>
      ) : null}
      <TrialForm
        // Weights from the address (back, forward) fill the fields anew.
        key={`${shown.frequency}|${shown.recency}|${shown.recencyDays}`}
        id={`${id}-form`}
        shown={shown}
        inForce={inForce}
        note={isRanker ? t("rankerNote") : null}
        onTry={onTry}
      />
    </section>
  );
}

type Weights = AgreementView["trial"]["inForce"];

function TrialForm({
  id,
  shown,
  inForce,
  note,
  onTry,
}: Pick<TrialWeightsProps, "onTry"> & { id: string; shown: Weights; inForce: Weights; note: string | null }) {
  const t = useTranslations("agreement.trial");
  const locale = useLocale();
  const [weights, setWeights] = useState({ frequency: shown.frequency, recency: shown.recency });
  const rest = Math.max(0, 1 - weights.frequency - weights.recency);

  /** The two share at most 1: more of one takes from the other. */
  function change(name: "frequency" | "recency", percent: number) {
    const value = percent / PERCENT;
    const other = name === "frequency" ? "recency" : "frequency";
    const left = Math.round((1 - value) * PERCENT) / PERCENT;
    setWeights({ ...weights, [name]: value, [other]: Math.min(weights[other], left) });
  }

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const recencyDays = String(new FormData(event.currentTarget).get("recencyDays") ?? "");
    onTry({ frequency: String(weights.frequency), recency: String(weights.recency), recencyDays });
  }

  return (
    <form
      id={id}
      onSubmit={submit}
      aria-label={t("title")}
      className="grid items-end gap-x-6 gap-y-3 sm:grid-cols-[1fr_1fr_auto_auto]"
    >
      {(["frequency", "recency"] as const).map((name) => (
        <div key={name}>
          <label
            htmlFor={`${id}-${name}`}
            className="mb-1 flex items-baseline justify-between gap-3 text-xs text-ink-3"
          >
            <span>{t(name)}</span>
            <span>
              <output htmlFor={`${id}-${name}`} className="num text-sm font-semibold text-ink">
                {formatNumber(weights[name], locale, 2)}
              </output>{" "}
              {t("inForce", { value: formatNumber(inForce[name], locale, 2) })}
            </span>
          </label>
          <input
            id={`${id}-${name}`}
            type="range"
            min={0}
            max={PERCENT}
            step={5}
            value={Math.round(weights[name] * PERCENT)}
            aria-valuetext={formatNumber(weights[name], locale, 2)}
            onChange={(event) => change(name, Number(event.target.value))}
            className="h-6 w-full accent-accent"
          />
        </div>
      ))}
      <div>
        <label htmlFor={`${id}-days`} className="mb-1 block text-xs text-ink-3">
          {t("recencyDays")}
        </label>
        <Input
          id={`${id}-days`}
          name="recencyDays"
          type="number"
          required
          min={1}
          max={3650}
          step={1}
          defaultValue={shown.recencyDays}
          className="sm:w-28"
        />
      </div>
      <Button type="submit">{t("try")}</Button>
      <p className="text-xs text-ink-3 sm:col-span-4">
        {t("rest", { value: formatNumber(rest, locale, 2) })} {note}
      </p>
    </form>
  );
}
