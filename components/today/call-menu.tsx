"use client";

import { DropdownMenu } from "radix-ui";
import { type ReactElement, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { dateAfter, SNOOZES } from "@/components/outcomes/snooze-dates";
import { formatDate } from "@/lib/presentation/format-date";

interface CallMenuProps {
  trigger: ReactElement;
  /** How many parts the row shows. */
  products: number;
  onProducts: (kind: "offered" | "ordered") => void;
  /** Calls again on that day (ISO date). */
  onLater: (until: string) => void;
}

const ITEM =
  "flex h-9 cursor-pointer items-center justify-between gap-4 rounded-md px-2.5 outline-none data-highlighted:bg-sunken";

/** The opened menu of a call around its button: fetched when it is wanted. */
export default function CallMenu({ trigger, products, onProducts, onLater }: CallMenuProps) {
  const t = useTranslations("outcomes");
  const locale = useLocale();
  // One instant for all that is shown, or a date could change while it is chosen.
  const [nowMs, setNowMs] = useState(() => Date.now());
  return (
    <DropdownMenu.Root defaultOpen onOpenChange={(isOpen) => (isOpen ? setNowMs(Date.now()) : undefined)}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={6}
          collisionPadding={8}
          className="z-50 max-h-(--radix-dropdown-menu-content-available-height) w-72 overflow-y-auto rounded-lg border border-line bg-surface p-1.5 text-base shadow-float"
        >
          {products > 0 ? (
            <>
              <DropdownMenu.Label className="px-2.5 pt-1 pb-0.5 text-xs text-ink-3">
                {t("call.products", { products })}
              </DropdownMenu.Label>
              <DropdownMenu.Item className={ITEM} onSelect={() => onProducts("offered")}>
                {t("call.offered")}
              </DropdownMenu.Item>
              <DropdownMenu.Item className={ITEM} onSelect={() => onProducts("ordered")}>
                {t("call.ordered")}
              </DropdownMenu.Item>
              <DropdownMenu.Separator className="my-1 h-px bg-line" />
            </>
          ) : null}
          <DropdownMenu.Label className="px-2.5 pt-1 pb-0.5 text-xs text-ink-3">
            {t("call.customer")}
          </DropdownMenu.Label>
          <DropdownMenu.Item className={ITEM} onSelect={() => onLater(dateAfter(nowMs, 1))}>
            {t("call.noAnswer")}
          </DropdownMenu.Item>
          {SNOOZES.map(({ unit, count, days }) => (
            <DropdownMenu.Item key={days} className={ITEM} onSelect={() => onLater(dateAfter(nowMs, days))}>
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
