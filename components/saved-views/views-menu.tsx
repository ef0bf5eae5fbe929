"use client";

import { Check, Plus, Settings2 } from "lucide-react";
import Link from "next/link";
import { DropdownMenu } from "radix-ui";
import type { ReactElement } from "react";
import { useTranslations } from "use-intl";
import type { SavedViewLine } from "@/lib/services/saved-views";

interface ViewsMenuProps {
  trigger: ReactElement;
  path: string;
  views: SavedViewLine[];
  /** The one that the list shows now. */
  current: SavedViewLine | null;
  onSave: () => void;
  /** null = there is no own view. */
  onManage: (() => void) | null;
}

const ITEM =
  "flex min-h-9 cursor-pointer items-center gap-2 rounded-md px-2.5 py-1.5 outline-none data-highlighted:bg-sunken [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-ink-3";

/** The opened menu around its button: fetched when it is wanted. */
export default function ViewsMenu({ trigger, path, views, current, onSave, onManage }: ViewsMenuProps) {
  const t = useTranslations("views");
  const groups = [
    { label: t("own"), views: views.filter((view) => view.isOwn) },
    { label: t("shared"), views: views.filter((view) => !view.isOwn) },
  ].filter((group) => group.views.length > 0);
  return (
    <DropdownMenu.Root defaultOpen>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={6}
          collisionPadding={8}
          className="z-50 max-h-(--radix-dropdown-menu-content-available-height) w-72 overflow-y-auto rounded-lg border border-line bg-surface p-1.5 text-base shadow-float"
        >
          <DropdownMenu.Item asChild className={ITEM}>
            <Link href={path} scroll={false}>
              {t("standard")}
            </Link>
          </DropdownMenu.Item>
          {groups.length === 0 ? <p className="px-2.5 py-1.5 text-sm text-ink-3">{t("none")}</p> : null}
          {groups.map((group) => (
            <DropdownMenu.Group key={group.label}>
              <DropdownMenu.Separator className="my-1 h-px bg-line" />
              <DropdownMenu.Label className="px-2.5 pt-1 pb-0.5 text-xs text-ink-3">{group.label}</DropdownMenu.Label>
              {group.views.map((view) => (
                <DropdownMenu.Item key={view.id} asChild className={ITEM}>
                  <Link href={view.query ? `${path}?${view.query}` : path} scroll={false}>
                    <span className="min-w-0 flex-1">
                      <span className="block truncate">{view.name}</span>
                      {view.isOwn ? null : <span className="block truncate text-xs text-ink-3">{view.by}</span>}
                    </span>
                    {view.isOwn && view.isShared ? <span className="text-xs text-ink-3">{t("shared")}</span> : null}
                    {view.id === current?.id ? <Check aria-hidden /> : null}
                  </Link>
                </DropdownMenu.Item>
              ))}
            </DropdownMenu.Group>
          ))}
          <DropdownMenu.Separator className="my-1 h-px bg-line" />
          <DropdownMenu.Item className={ITEM} onSelect={onSave}>
            <Plus aria-hidden />
            {t("save")}
          </DropdownMenu.Item>
          {onManage ? (
            <DropdownMenu.Item className={ITEM} onSelect={onManage}>
              <Settings2 aria-hidden />
              {t("manage")}
            </DropdownMenu.Item>
          ) : null}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
