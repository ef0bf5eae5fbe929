"use client";

import { useMutation } from "@tanstack/react-query";
import { PhoneCall } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { dateAfter, SNOOZES } from "@/components/outcomes/snooze-dates";
import { failureToast, messageToast, undoToast } from "@/components/outcomes/undo-toast";
import { Button } from "@/components/ui/button";
import { formatDate } from "@/lib/presentation/format-date";
import type { NoteView, OutcomeAnswer, QueueRow } from "@/lib/services/views";

type Refusal = { ok: false; message: string };

/** The actions that a call is logged with. */
export interface CallWrites {
  record: (
    input: {
      customerId: string;
      agreementId: string;
      productId: string;
      kind: "offered" | "ordered";
      basedOn: number;
      idempotencyKey: string;
    }[],
  ) => Promise<{ ok: true; answers: OutcomeAnswer[] } | Refusal>;
  undo: (
    input: { customerId: string; agreementId: string; productId: string; seq: number; idempotencyKey: string }[],
  ) => Promise<{ ok: true } | Refusal>;
  saveNote: (input: {
    customerId: string;
    note: string;
    nextContactOn: string | null;
    basedOn: number;
    idempotencyKey: string;
  }) => Promise<{ ok: true; note: NoteView } | Refusal>;
}

/** What was chosen for a row; shown before the server has answered. */
export type Logged = { kind: "offered" | "ordered" } | { kind: "later"; until: string } | null;

interface LogCallProps {
  row: QueueRow;
  writes: CallWrites;
  onLogged: (logged: Logged) => void;
  /** The page as it is on the server now. */
  refresh: () => void;
}

const ITEM =
  "flex h-9 cursor-pointer items-center justify-between gap-4 rounded-md px-2.5 outline-none data-highlighted:bg-sunken";

/** A call's outcome in two clicks: about the parts shown, or the whole customer. */
export function LogCall({ row, writes, onLogged, refresh }: LogCallProps) {
  const t = useTranslations("outcomes");
  const locale = useLocale();
  const [nowMs, setNowMs] = useState(0);
  const { customerId, name, top, note } = row;

  const { mutate } = useMutation({
    scope: { id: `call/${customerId}` },
    mutationFn: async (run: () => Promise<{ ok: true } | Refusal>) => {
      const answer = await run();
      if (!answer.ok) throw new Error(answer.message);
    },
    onError: (error) => {
      onLogged(null);
      void failureToast(t("failed"), { description: error.message });
    },
    onSettled: refresh,
  });

  function takenBack(run: () => Promise<{ ok: true } | Refusal>): void {
    onLogged(null);
    mutate(async () => {
      const answer = await run();
      if (answer.ok) void messageToast(t("call.undone", { name }));
      return answer;
    });
  }

  function logProducts(kind: "offered" | "ordered"): void {
    onLogged({ kind });
    const products = top.map(({ agreementId, productId, outcomeVersion }) => ({
      customerId,
      agreementId,
      productId,
      kind,
      basedOn: outcomeVersion,
      idempotencyKey: crypto.randomUUID(),
    }));
    mutate(async () => {
      const answer = await writes.record(products);
      if (!answer.ok) return answer;
      void undoToast(t(`call.done.${kind}`, { products: products.length, name }), {
        label: t("undo"),
        run: () =>
          takenBack(() =>
            writes.undo(
              products.map(({ agreementId, productId }, at) => ({
                customerId,
                agreementId,
                productId,
                seq: answer.answers[at].outcome?.seq ?? 1,
                idempotencyKey: crypto.randomUUID(),
              })),
            ),
          ),
      });
      return answer;
    });
  }

  function putOff(until: string): void {
    onLogged({ kind: "later", until });
    const values = { customerId, note: note.note };
    mutate(async () => {
      const answer = await writes.saveNote({
        ...values,
        nextContactOn: until,
        basedOn: note.version,
        idempotencyKey: crypto.randomUUID(),
      });
      if (!answer.ok) return answer;
      void undoToast(t("call.done.later", { name, until: formatDate(until, locale) }), {
        label: t("undo"),
        run: () =>
          takenBack(() =>
            writes.saveNote({
              ...values,
              nextContactOn: note.nextContactOn,
              basedOn: answer.note.version,
              idempotencyKey: crypto.randomUUID(),
            }),
          ),
      });
      return answer;
    });
  }

  return (
    <DropdownMenu.Root onOpenChange={(isOpen) => (isOpen ? setNowMs(Date.now()) : undefined)}>
      <DropdownMenu.Trigger asChild>
        <Button size="sm" aria-label={t("call.logLabel", { name })} className="relative z-10 pointer-coarse:h-9">
          <PhoneCall aria-hidden />
          <span className="max-sm:sr-only">{t("call.log")}</span>
        </Button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={6}
          collisionPadding={8}
          className="z-50 max-h-(--radix-dropdown-menu-content-available-height) w-72 overflow-y-auto rounded-lg border border-line bg-surface p-1.5 text-base shadow-float"
        >
          {top.length > 0 ? (
            <>
              <DropdownMenu.Label className="px-2.5 pt-1 pb-0.5 text-xs text-ink-3">
                {t("call.products", { products: top.length })}
              </DropdownMenu.Label>
              <DropdownMenu.Item className={ITEM} onSelect={() => logProducts("offered")}>
                {t("call.offered")}
              </DropdownMenu.Item>
              <DropdownMenu.Item className={ITEM} onSelect={() => logProducts("ordered")}>
                {t("call.ordered")}
              </DropdownMenu.Item>
              <DropdownMenu.Separator className="my-1 h-px bg-line" />
            </>
          ) : null}
          <DropdownMenu.Label className="px-2.5 pt-1 pb-0.5 text-xs text-ink-3">
            {t("call.customer")}
          </DropdownMenu.Label>
          <DropdownMenu.Item className={ITEM} onSelect={() => putOff(dateAfter(nowMs, 1))}>
            {t("call.noAnswer")}
          </DropdownMenu.Item>
          {SNOOZES.map(({ unit, count, days }) => (
            <DropdownMenu.Item key={days} className={ITEM} onSelect={() => putOff(dateAfter(nowMs, days))}>
              {t("call.later", {
                when: unit === "weeks" ? t("snooze.weeks", { weeks: count }) : t("snooze.months", { months: count }),
              })}
              <span className="num text-sm text-ink-3">{formatDate(dateAfter(nowMs, days), locale)}</span>
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
