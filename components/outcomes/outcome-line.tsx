"use client";

import { useLocale, useTranslations } from "use-intl";
import { cn } from "@/components/ui/cn";
import { formatDate, formatDateTime } from "@/lib/presentation/format-date";
import type { OutcomeView } from "@/lib/services/agreement-view";

/** What was said, by whom and when; with the order that followed. */
export function OutcomeLine({ outcome, className }: { outcome: OutcomeView; className?: string }) {
  const t = useTranslations("outcomes");
  const locale = useLocale();
  const { kind, by, isOwn, at, snoozeUntil, reason, note, order } = outcome;
  const values = { by: isOwn ? t(kind === "never" ? "youFirst" : "you") : by, date: formatDateTime(at, locale) };
  return (
    <span className={cn("block text-xs", className ?? "text-accent")}>
      {kind === "not_now"
        ? t("said.not_now", { ...values, until: formatDate(snoozeUntil, locale) })
        : kind === "never"
          ? t("said.never", { ...values, reason: t(`never.reason.${reason ?? "other"}`) })
          : t(`said.${kind}`, values)}
      {note ? <span className="text-ink-2"> {t("quote", { text: note })}</span> : null}
      {order ? (
        <span className="ms-1.5 text-ok">
          {t("order", { orderId: order.orderId, date: formatDate(order.orderedAt, locale) })}
        </span>
      ) : null}
    </span>
  );
}
