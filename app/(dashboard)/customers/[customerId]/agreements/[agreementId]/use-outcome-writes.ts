"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { OutcomeChoice, OutcomeProduct, OutcomeWrites } from "@/components/outcomes/outcome-context";
import { failureToast, undoToast } from "@/components/outcomes/undo-toast";
import { productName } from "@/components/recommendations/product-name";
import { formatDate } from "@/lib/presentation/format-date";
import type { AgreementView, HiddenProduct, OutcomeAnswer, OutcomeView } from "@/lib/services/agreement-view";
import { recordOutcomes, undoOutcomes } from "../../../../outcome-actions";

interface Write {
  product: OutcomeProduct;
  /** null = take back `seq`. */
  choice: OutcomeChoice | null;
  seq: number;
  idempotencyKey: string;
}

/** Records and takes back outcomes of one agreement: shown at once, put back when the server refuses. */
export function useOutcomeWrites({
  customerId,
  agreementId,
}: {
  customerId: string;
  agreementId: string;
}): OutcomeWrites {
  const t = useTranslations("outcomes");
  const locale = useLocale();
  const queries = useQueryClient();
  const queryKey = ["agreement", customerId, agreementId];
  const mutationKey = ["outcome", customerId, agreementId];
  const nameOf = (product: OutcomeProduct) => `${product.code} ${productName(product, locale).first}`.trim();

  /** Products whose outcome was taken back before the server had numbered it: done as soon as it has. */
  const takenBack = useRef(new Set<string>());

  const { mutate } = useMutation({
    mutationKey,
    // A person's changes reach the server in the order made.
    scope: { id: mutationKey.join("/") },
    mutationFn: ({ product, choice, seq, idempotencyKey }: Write) => {
      const { productId, outcomeVersion } = product;
      const key = { customerId, agreementId, productId, idempotencyKey };
      return choice === null
        ? undoOutcomes([{ ...key, seq }])
        : recordOutcomes([{ ...key, ...choice, basedOn: outcomeVersion }]);
    },
    onMutate: async ({ product, choice }: Write) => {
      await queries.cancelQueries({ queryKey });
      const before = queries.getQueriesData<AgreementView>({ queryKey });
      queries.setQueriesData<AgreementView>({ queryKey }, (view) => view && withOutcome(view, product, choice));
      return { before };
    },
    onSuccess: (answer, { product, choice, seq }, { before }) => {
      const isTakenBack = choice !== null && takenBack.current.delete(product.productId);
      if (!answer.ok) {
        for (const [key, view] of before) queries.setQueryData(key, view);
        if (!answer.isConflict || choice === null) void failureToast(t("failed"), { description: answer.message });
        else sayConflict(product, choice, answer.current);
        return;
      }
      const [{ outcome, version }] = answer.answers;
      queries.setQueriesData<AgreementView>(
        { queryKey },
        (view) => view && withAnswer(view, product, answer.answers[0]),
      );
      const name = nameOf(product);
      if (choice === null) {
        void undoToast(t("undone", { name }), { label: t("undo"), run: () => again(product, version) });
        return;
      }
      const made = outcome?.seq ?? seq;
      if (isTakenBack) {
        takeBack({ ...product, outcome, outcomeVersion: version }, made);
        return;
      }
      void undoToast(t(`done.${choice.kind}`, { name, until: formatDate(choice.snoozeUntil ?? null, locale) }), {
        label: t("undo"),
        run: () => takeBack({ ...product, outcome, outcomeVersion: version }, made),
      });
    },
    onError: (_error, { product }, context) => {
      takenBack.current.delete(product.productId);
      for (const [key, view] of context?.before ?? []) queries.setQueryData(key, view);
      void failureToast(t("failed"));
    },
    // The server's lists have k rows again; while more changes are under way they would undo what is shown.
    onSettled: () => (queries.isMutating({ mutationKey }) === 1 ? queries.invalidateQueries({ queryKey }) : undefined),
  });

  function record(product: OutcomeProduct, choice: OutcomeChoice): void {
    mutate({ product, choice, seq: 0, idempotencyKey: crypto.randomUUID() });
  }

  function takeBack(product: OutcomeProduct, seq: number): void {
    if (seq === 0) {
      takenBack.current.add(product.productId);
      return;
    }
    mutate({ product, choice: null, seq, idempotencyKey: crypto.randomUUID() });
  }

  /** What was taken back by mistake is said again. */
  function again(product: OutcomeProduct, version: number): void {
    if (product.outcome === null) return;
    const { kind, snoozeUntil, reason, note } = product.outcome;
    record(
      { ...product, outcomeVersion: version },
      {
        kind,
        ...(snoozeUntil ? { snoozeUntil } : {}),
        ...(reason ? { reason } : {}),
        ...(note ? { note } : {}),
      },
    );
  }

  function sayConflict(product: OutcomeProduct, choice: OutcomeChoice, current: OutcomeAnswer | null): void {
    const mine = t(`action.${choice.kind}`);
    const theirs = current?.outcome ?? null;
    void failureToast(t("conflict", { by: theirs?.by ?? "?" }), {
      description: theirs
        ? t("conflictBody", { theirs: t(`action.${theirs.kind}`), mine })
        : t("conflictNothing", { mine }),
      action: {
        label: t("applyMine"),
        run: () => record({ ...product, outcome: theirs, outcomeVersion: current?.version ?? 0 }, choice),
      },
    });
  }

  return { record, takeBack };
}

/** The row, wherever it stands, with what the server made of it. */
function withAnswer(
  view: AgreementView,
  { productId }: OutcomeProduct,
  { outcome, version }: OutcomeAnswer,
): AgreementView {
  const settle = (rows: AgreementView["reorder"]) =>
    rows.map((row) => (row.productId === productId ? { ...row, outcome, outcomeVersion: version } : row));
  return {
    ...view,
    reorder: settle(view.reorder),
    discover: settle(view.discover),
    hidden: view.hidden.map((one) =>
      one.productId === productId && outcome !== null ? { ...one, outcome, outcomeVersion: version } : one,
    ),
  };
}

/** The view as it will be: the row marked, or out of its list. */
function withOutcome(view: AgreementView, product: OutcomeProduct, choice: OutcomeChoice | null): AgreementView {
  const { productId, code, name, nameUk, outcomeVersion } = product;
  const others = view.hidden.filter((one) => one.productId !== productId);
  if (choice === null) {
    const mark = (rows: AgreementView["reorder"]) =>
      rows.map((row) => (row.productId === productId ? { ...row, outcome: null } : row));
    return { ...view, reorder: mark(view.reorder), discover: mark(view.discover), hidden: others };
  }
  const outcome: OutcomeView = {
    kind: choice.kind,
    seq: 0,
    by: "",
    isOwn: true,
    at: new Date().toISOString(),
    snoozeUntil: choice.snoozeUntil ?? null,
    reason: choice.reason ?? null,
    note: choice.note ?? null,
    order: null,
  };
  if (choice.kind === "not_now" || choice.kind === "never") {
    const without = (rows: AgreementView["reorder"]) => rows.filter((row) => row.productId !== productId);
    const hidden: HiddenProduct = { productId, code, name, nameUk, outcome, outcomeVersion };
    return {
      ...view,
      reorder: without(view.reorder),
      discover: without(view.discover),
      hidden: [hidden, ...others],
    };
  }
  const mark = (rows: AgreementView["reorder"]) =>
    rows.map((row) => (row.productId === productId ? { ...row, outcome } : row));
  return { ...view, reorder: mark(view.reorder), discover: mark(view.discover) };
}
