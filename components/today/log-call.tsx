"use client";

import { useMutation } from "@tanstack/react-query";
import { PhoneCall } from "lucide-react";
import { useLocale, useTranslations } from "use-intl";
import { failureToast, messageToast, undoToast } from "@/components/outcomes/undo-toast";
import { Button } from "@/components/ui/button";
import { DeferredMenu } from "@/components/ui/deferred-menu";
import { formatDate } from "@/lib/presentation/format-date";
import type { OutcomeAnswer } from "@/lib/services/agreement-view";
import type { NoteView } from "@/lib/services/customer-view";
import type { QueueRow } from "@/lib/services/today-view";

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

const loadMenu = () => import("./call-menu");

/** A call's outcome in two clicks: about the parts shown, or the whole customer. */
export function LogCall({ row, writes, onLogged, refresh }: LogCallProps) {
  const t = useTranslations("outcomes");
  const locale = useLocale();
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

  const trigger = (
    <Button size="sm" aria-label={t("call.logLabel", { name })} className="relative z-10 pointer-coarse:h-9">
      <PhoneCall aria-hidden />
      <span className="max-sm:sr-only">{t("call.log")}</span>
    </Button>
  );
  const menu = { products: top.length, onProducts: logProducts, onLater: putOff };
  return <DeferredMenu trigger={trigger} load={loadMenu} menu={menu} />;
}
