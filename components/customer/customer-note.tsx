"use client";

import { useMutation } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { failureToast, undoToast } from "@/components/outcomes/undo-toast";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Input } from "@/components/ui/input";
import { MAX_CUSTOMER_NOTE } from "@/lib/domain/outcome";
import { formatDateTime } from "@/lib/presentation/format-date";
import type { NoteView } from "@/lib/services/customer-view";

export interface NoteWrite {
  customerId: string;
  note: string;
  nextContactOn: string | null;
  basedOn: number;
  idempotencyKey: string;
}
type Answer = { ok: true; note: NoteView } | { ok: false; isConflict: boolean; message: string };

interface CustomerNoteProps {
  customerId: string;
  initial: NoteView;
  save: (input: NoteWrite) => Promise<Answer>;
  /** Asks the server for the page again: what somebody else wrote. */
  reload: () => void;
}

/** The note about a customer and the next contact date, with who wrote them and when. */
export function CustomerNote({ customerId, initial, save, reload }: CustomerNoteProps) {
  const t = useTranslations("outcomes");
  const locale = useLocale();
  const titleId = useId();
  const dateId = useId();
  const noteId = useId();
  const [kept, setKept] = useState(initial);
  const [note, setNote] = useState(initial.note);
  const [date, setDate] = useState(initial.nextContactOn ?? "");
  // The page may be rendered anew with what a colleague left meanwhile.
  const theirs = initial.version > kept.version ? initial : null;
  const isChanged = note.trim() !== kept.note || date !== (kept.nextContactOn ?? "");

  const { mutate, isPending } = useMutation({
    mutationFn: save,
    scope: { id: `note/${customerId}` },
    onSuccess: (answer, sent) => {
      if (!answer.ok) {
        void failureToast(t("failed"), { description: answer.message });
        if (answer.isConflict) reload();
        return;
      }
      const before = kept;
      setKept(answer.note);
      void undoToast(t("note.saved"), {
        label: t("undo"),
        run: () => {
          setNote(before.note);
          setDate(before.nextContactOn ?? "");
          write({ note: before.note, nextContactOn: before.nextContactOn, basedOn: answer.note.version });
        },
      });
      // Somebody may have typed on while it was saved.
      setNote((now) => (now === sent.note ? answer.note.note : now));
    },
    onError: () => void failureToast(t("failed")),
  });

  function write(values: Pick<NoteWrite, "note" | "nextContactOn" | "basedOn">): void {
    mutate({ ...values, customerId, idempotencyKey: crypto.randomUUID() });
  }

  return (
    <Card aria-labelledby={titleId} className="mb-4">
      <CardHeader
        id={titleId}
        title={t("note.title")}
        description={
          kept.at
            ? t("note.written", {
                by: kept.isOwn ? t("youFirst") : (kept.by ?? ""),
                date: formatDateTime(kept.at, locale),
              })
            : null
        }
      />
      <CardBody>
        {theirs ? (
          <div role="alert" className="mb-3 rounded-md bg-warn-soft px-3 py-2 text-sm text-warn">
            <p className="font-medium">{t("note.conflict", { by: theirs.by ?? "" })}</p>
            <p className="whitespace-pre-wrap">{theirs.note}</p>
            <div className="mt-2 flex flex-wrap gap-2">
              <Button
                size="sm"
                onClick={() => {
                  setKept(theirs);
                  setNote(theirs.note);
                  setDate(theirs.nextContactOn ?? "");
                }}
              >
                {t("note.takeTheirs")}
              </Button>
              <Button
                size="sm"
                onClick={() => write({ note: note.trim(), nextContactOn: date || null, basedOn: theirs.version })}
              >
                {t("note.keepMine")}
              </Button>
            </div>
          </div>
        ) : null}
        <form
          className="grid items-start gap-3 sm:grid-cols-[minmax(0,1fr)_12rem]"
          onSubmit={(event) => {
            event.preventDefault();
            write({ note: note.trim(), nextContactOn: date || null, basedOn: kept.version });
          }}
        >
          <div className="min-w-0">
            <label htmlFor={noteId} className="text-sm text-ink-2">
              {t("note.label")}
            </label>
            <textarea
              id={noteId}
              value={note}
              rows={2}
              maxLength={MAX_CUSTOMER_NOTE}
              placeholder={t("note.placeholder")}
              onChange={(event) => setNote(event.target.value)}
              className="mt-0.5 block min-h-16 w-full rounded-md border border-line-strong bg-surface px-2.5 py-2 text-base text-ink field-sizing-content placeholder:text-ink-3"
            />
          </div>
          <div>
            <label htmlFor={dateId} className="block text-sm text-ink-2">
              {t("note.date")}
            </label>
            <Input
              id={dateId}
              type="date"
              value={date}
              onChange={(event) => setDate(event.target.value)}
              className="mt-0.5"
            />
            <p className="mt-1 text-xs text-ink-3">{t("note.dateNote")}</p>
          </div>
          {isChanged || isPending ? (
            <div className="flex items-center gap-3 sm:col-span-full">
              <Button type="submit" variant="primary" disabled={isPending}>
                {t("note.save")}
              </Button>
              <span className="text-sm text-ink-2">{t("note.unsaved")}</span>
            </div>
          ) : null}
        </form>
      </CardBody>
    </Card>
  );
}
