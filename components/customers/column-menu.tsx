"use client";

import { Check } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import type { ReactElement } from "react";
import { useTranslations } from "use-intl";

interface ColumnMenuProps {
  trigger: ReactElement;
  columns: { key: string; label: string; isShown: boolean }[];
  onToggle: (key: string) => void;
  /** null = the usual columns are shown. */
  onReset: (() => void) | null;
}

const ITEM =
  "flex h-9 cursor-pointer items-center justify-between gap-3 rounded-md px-2.5 outline-none data-highlighted:bg-sunken";

/** The opened menu around its button: fetched when it is wanted. */
export default function ColumnMenu({ trigger, columns, onToggle, onReset }: ColumnMenuProps) {
  const t = useTranslations("views");
  return (
    <DropdownMenu.Root defaultOpen>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={6}
          collisionPadding={8}
          className="z-50 max-h-(--radix-dropdown-menu-content-available-height) w-60 overflow-y-auto rounded-lg border border-line bg-surface p-1.5 text-base shadow-float"
        >
          {columns.map(({ key, label, isShown }) => (
            <DropdownMenu.CheckboxItem
              key={key}
              checked={isShown}
              onCheckedChange={() => onToggle(key)}
              onSelect={(event) => event.preventDefault()}
              className={ITEM}
            >
              {label}
              <DropdownMenu.ItemIndicator>
                <Check aria-hidden className="size-4 text-accent" />
              </DropdownMenu.ItemIndicator>
            </DropdownMenu.CheckboxItem>
          ))}
          {onReset ? (
            <>
              <DropdownMenu.Separator className="my-1 h-px bg-line" />
              <DropdownMenu.Item onSelect={onReset} className={ITEM}>
                {t("columnsReset")}
              </DropdownMenu.Item>
            </>
          ) : null}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
