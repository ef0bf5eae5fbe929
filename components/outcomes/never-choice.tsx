"use client";

import { useId, useState } from "react";
import { useTranslations } from "use-intl";
import { Input } from "@/components/ui/input";
import { MAX_OUTCOME_NOTE, NEVER_REASONS, type NeverReason } from "@/lib/domain/outcome";

/** "Never offer it here: why?": a reason is one click; what was typed goes along with it. */
export function NeverChoice({ onChoose }: { onChoose: (reason: NeverReason, note: string) => void }) {
  const t = useTranslations("outcomes.never");
  const titleId = useId();
  const noteId = useId();
  const [note, setNote] = useState("");
  return (
    <section aria-labelledby={titleId}>
      <h3 id={titleId} className="px-2.5 pt-1.5 pb-1 text-sm font-semibold">
        {t("title")}
      </h3>
      {NEVER_REASONS.map((reason) => (
        <button
          key={reason}
          type="button"
          onClick={() => onChoose(reason, note.trim())}
          className="flex h-9 w-full items-center rounded-md px-2.5 text-start hover:bg-sunken"
        >
          <span className="inline-block first-letter:uppercase">{t(`reason.${reason}`)}</span>
        </button>
      ))}
      <div className="mt-1 border-t border-line px-2.5 pt-2 pb-1.5">
        <label htmlFor={noteId} className="text-sm text-ink-2">
          {t("more")}
        </label>
        <Input
          id={noteId}
          value={note}
          maxLength={MAX_OUTCOME_NOTE}
          onChange={(event) => setNote(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && note.trim() !== "") onChoose("other", note.trim());
          }}
          className="mt-0.5"
        />
      </div>
    </section>
  );
}
