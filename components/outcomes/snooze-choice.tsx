"use client";

import { type FormEvent, useId, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { formatDate } from "@/lib/presentation/format-date";
import { dateAfter, SNOOZES } from "./snooze-dates";

const MAX_DAYS = 366;

/** "Offer it again ...": four usual dates, and any other. */
export function SnoozeChoice({ onChoose }: { onChoose: (until: string) => void }) {
  const t = useTranslations("outcomes.snooze");
  const locale = useLocale();
  const titleId = useId();
  const dateId = useId();
  // One instant for all that is shown, or a date could change while it is chosen.
  const [nowMs] = useState(() => Date.now());
  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const until = new FormData(event.currentTarget).get("until");
    if (typeof until === "string" && until !== "") onChoose(until);
  }
  return (
    <section aria-labelledby={titleId}>
      <h3 id={titleId} className="px-2.5 pt-1.5 pb-1 text-sm font-semibold">
        {t("title")}
      </h3>
      {SNOOZES.map(({ unit, count, days }) => (
        <button
          key={days}
          type="button"
          onClick={() => onChoose(dateAfter(nowMs, days))}
          className="flex h-9 w-full items-center justify-between gap-4 rounded-md px-2.5 text-start hover:bg-sunken"
        >
          <span>{unit === "weeks" ? t("weeks", { weeks: count }) : t("months", { months: count })}</span>
          <span className="num text-sm text-ink-3">{formatDate(dateAfter(nowMs, days), locale)}</span>
        </button>
      ))}
      <form onSubmit={onSubmit} className="mt-1 flex items-end gap-2 border-t border-line px-2.5 pt-2 pb-1">
        <div className="min-w-0 flex-1">
          <label htmlFor={dateId} className="text-sm text-ink-2">
            {t("date")}
          </label>
          <Input
            id={dateId}
            type="date"
            name="until"
            required
            min={dateAfter(nowMs, 1)}
            max={dateAfter(nowMs, MAX_DAYS)}
            className="mt-0.5"
          />
        </div>
        <Button type="submit">{t("set")}</Button>
      </form>
    </section>
  );
}
