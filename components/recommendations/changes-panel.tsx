"use client";

import { ArrowDown, ArrowUp, History } from "lucide-react";
import { useId, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { formatDate, formatDateTime } from "@/lib/presentation/format-date";
import type { ListChangesView, ListChangeView } from "@/lib/services/agreement-view";
import { productName } from "./product-name";

/** "Since 16 Nov: 2 came, 1 left", and behind a button each of them with what did it. */
export function ChangesPanel({ changes }: { changes: ListChangesView | null }) {
  const t = useTranslations("agreement.changes");
  const locale = useLocale();
  const listId = useId();
  const [isOpen, setOpen] = useState(false);
  if (changes === null) return null;
  const { entered, left, since, shownAt, modelBefore } = changes;
  const isSame = entered.length + left.length === 0;
  return (
    <Card aria-label={t("title")} data-chrome>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 py-2 sm:px-5">
        <p className="flex min-w-0 items-center gap-2 text-sm text-ink-2">
          <History aria-hidden className="size-4 shrink-0 text-ink-3" />
          <span className="num">
            {shownAt === null
              ? t("sinceComputed", { date: formatDate(since, locale) })
              : t("sinceShown", { instant: formatDateTime(shownAt, locale) })}{" "}
            {isSame ? t("same") : t("counts", { entered: entered.length, left: left.length })}
            {modelBefore === null ? null : ` ${t("model", { model: modelBefore })}`}
          </span>
        </p>
        {isSame ? null : (
          <Button
            variant="ghost"
            size="sm"
            aria-expanded={isOpen}
            aria-controls={listId}
            onClick={() => setOpen(!isOpen)}
          >
            {isOpen ? t("hide") : t("show")}
          </Button>
        )}
      </div>
      <div id={listId} hidden={!isOpen} className="grid gap-x-8 border-t border-line px-4 py-3 sm:px-5 lg:grid-cols-2">
        {isOpen ? (
          <>
            <Changes title={t("entered")} direction="up" changes={entered} />
            <Changes title={t("left")} direction="down" changes={left} />
          </>
        ) : null}
      </div>
    </Card>
  );
}

function Changes(props: { title: string; direction: "up" | "down"; changes: ListChangeView[] }) {
  const { title, direction, changes } = props;
  const t = useTranslations("agreement");
  const locale = useLocale();
  const Icon = direction === "up" ? ArrowUp : ArrowDown;
  return (
    <section aria-label={title} className="min-w-0 py-1">
      <h3 className="text-xs font-medium text-ink-2">{title}</h3>
      {changes.length === 0 ? <p className="py-1.5 text-sm text-ink-3">{t("changes.none")}</p> : null}
      <ul>
        {changes.map((change) => (
          <li key={`${change.list}/${change.productId}`} className="flex items-baseline gap-2 py-1 text-sm">
            <Icon aria-hidden className="size-3.5 shrink-0 self-center text-ink-3" />
            <span className="min-w-0">
              <span className="num font-semibold">{change.code}</span> {productName(change, locale).first}
              <span className="num block text-ink-2">
                {t(`lists.${change.list}`)}, {t("changes.place", { rank: change.rank })}:{" "}
                {direction === "up" ? t(`changes.came.${change.cause}`) : t(`changes.went.${change.cause}`)}
                {change.cause === "bought" && change.boughtAt ? ` ${formatDate(change.boughtAt, locale)}` : null}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
