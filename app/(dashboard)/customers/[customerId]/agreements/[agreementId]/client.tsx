"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { PanelSkeleton } from "@/components/charts/panel-skeleton";
import { HiddenProducts } from "@/components/outcomes/hidden-products";
import { OutcomeProvider } from "@/components/outcomes/outcome-provider";
import { AgreementHeader } from "@/components/recommendations/agreement-header";
import { ChangesPanel } from "@/components/recommendations/changes-panel";
import { ColdStartNote } from "@/components/recommendations/cold-start-note";
import { type ChosenOptions, OptionsPanel } from "@/components/recommendations/options-panel";
import { RecommendationList } from "@/components/recommendations/recommendation-list";
import { StampLine } from "@/components/recommendations/stamp-line";
import { TrialWeights } from "@/components/recommendations/trial-weights";
import { cn } from "@/components/ui/cn";
import { useDeferred } from "@/components/ui/use-deferred";
import { formatNumber } from "@/lib/presentation/format-number";
import type { AgreementView } from "@/lib/services/agreement-view";
import { type AddressOptions, NO_OPTIONS, OPTION_NAMES } from "./address-options";
import { agreementQuery } from "./queries";
import { useAddress } from "./use-address";
import { useOutcomeWrites } from "./use-outcome-writes";

interface AgreementClientProps {
  customerId: string;
  agreementId: string;
  initial: AgreementView;
  /** The options of the address for which `initial` was computed. */
  initialOptions: AddressOptions;
}

const NO_TRIAL = { frequency: null, recency: null, recencyDays: null };

const BELOW_HEIGHT_PX = 320;
const loadBelow = () => import("./below-lists");

const LISTS = ["reorder", "discover"] as const;

export function AgreementClient({ customerId, agreementId, initial, initialOptions }: AgreementClientProps) {
  const t = useTranslations("agreement");
  const locale = useLocale();
  const [{ list: chosenList, ...options }, setParams] = useAddress();
  const isInitial = sameOptions(options, initialOptions);
  const query = useQuery(
    agreementQuery({ customerId, agreementId, options, initial: isInitial ? initial : undefined }),
  );
  const view = useLastGood(query.data, initial);
  const outcomes = useOutcomeWrites({ customerId, agreementId });
  // What stands below the lists is fetched once they can be used.
  const [below, fetchBelow] = useDeferred(loadBelow);
  useEffect(fetchBelow, [fetchBelow]);

  function apply(chosen: ChosenOptions) {
    // An option stays out of the address until it differs from what is shown: the default may move with the data.
    const keep = (name: keyof ChosenOptions, shown: string) => (chosen[name] === shown ? options[name] : chosen[name]);
    setParams({
      k: keep("k", String(view.options.k)),
      asOf: keep("asOf", view.options.asOf.slice(0, 10)),
      variant: keep("variant", view.options.variant),
      // A trained model has no weights to try.
      ...(chosen.variant === "ranker" ? NO_TRIAL : {}),
    });
  }

  const list = LISTS.find((name) => name === chosenList) ?? (view.reorder.length > 0 ? "reorder" : "discover");
  return (
    <div
      className={cn(
        "flex flex-1 flex-col gap-4 print:block print:space-y-3 print:[zoom:0.68]",
        query.isPlaceholderData && "opacity-70",
      )}
      aria-busy={query.isFetching}
    >
      <AgreementHeader view={view} exportHref={exportHref({ customerId, agreementId, options, locale })} />
      <OptionsPanel
        options={view.options}
        variants={view.variants}
        isChanged={Object.values(options).some((value) => value !== null)}
        isComputing={query.isFetching}
        status={t("options.computed", { ms: formatNumber(view.engineMs, locale, 2) })}
        onApply={apply}
        onReset={() => setParams(NO_OPTIONS)}
        isTrial={view.trial.tried !== null}
        trialId="trial"
        trial={
          <TrialWeights
            id="trial"
            trial={view.trial}
            // A trained model has no weights: a trial of them is one of the rules.
            isRanker={view.options.variant === "ranker"}
            onTry={(weights) => setParams({ ...weights, ...(options.variant === "ranker" ? { variant: null } : {}) })}
            onEnd={() => setParams(NO_TRIAL)}
          />
        }
      />
      {query.isError ? (
        <p role="alert" className="rounded-lg border border-danger/40 bg-danger-soft px-4 py-3 text-base">
          <strong className="font-semibold">{t("options.failed")}.</strong> {query.error.message} {t("options.kept")}
        </p>
      ) : null}
      <ColdStartNote view={view} />
      <ChangesPanel changes={view.changes} />
      <fieldset className="flex gap-5 border-b border-line lg:hidden" data-chrome>
        <legend className="sr-only">{t("lists.label")}</legend>
        {LISTS.map((name) => (
          <button
            key={name}
            type="button"
            aria-pressed={list === name}
            onClick={() => setParams({ list: name }, "replace")}
            className={cn(
              "-mb-px border-b-2 px-0.5 py-2.5 text-base font-medium",
              list === name ? "border-accent text-ink" : "border-transparent text-ink-2",
            )}
          >
            {t(`lists.${name}`)}{" "}
            <span className="num text-sm text-ink-3">{formatNumber(view[name].length, locale)}</span>
          </button>
        ))}
      </fieldset>
      <OutcomeProvider {...outcomes}>
        {LISTS.map((name) => (
          <RecommendationList
            key={name}
            list={name}
            products={view[name]}
            supply={view.supply}
            asOf={view.options.asOf}
            placesInForce={view.trial.tried && name === "reorder" ? view.trial.places : null}
            jump={name === "reorder" ? { list: "discover", count: view.discover.length } : null}
            className={cn(list !== name && "max-lg:hidden print:block")}
          />
        ))}
        <HiddenProducts products={view.hidden} />
      </OutcomeProvider>
      {below ? (
        <below.default customerId={customerId} agreementId={agreementId} options={options} view={view} />
      ) : (
        <PanelSkeleton heightPx={BELOW_HEIGHT_PX} />
      )}
      <StampLine stamp={view.stamp} />
    </div>
  );
}

/** The newest answer there was: a failed run leaves the earlier list in place. */
function useLastGood(data: AgreementView | undefined, initial: AgreementView): AgreementView {
  const [lastGood, setLastGood] = useState(initial);
  useEffect(() => {
    if (data) setLastGood(data);
  }, [data]);
  return data ?? lastGood;
}

function sameOptions(a: AddressOptions, b: AddressOptions): boolean {
  return OPTION_NAMES.every((name) => a[name] === b[name]);
}

function exportHref(props: {
  customerId: string;
  agreementId: string;
  options: AddressOptions;
  locale: string;
}): string {
  const { customerId, agreementId, options, locale } = props;
  const query = new URLSearchParams({ locale });
  for (const [name, value] of Object.entries(options)) if (value !== null) query.set(name, value);
  return `/customers/${encodeURIComponent(customerId)}/agreements/${encodeURIComponent(agreementId)}/export.csv?${query}`;
}
