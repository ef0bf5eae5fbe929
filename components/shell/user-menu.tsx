"use client";

import { useTranslations } from "use-intl";
import { DeferredMenu } from "@/components/ui/deferred-menu";
import type { Role } from "@/lib/domain/caller";
import type { Locale } from "@/lib/presentation/locale";
import type { Density } from "./density";

export type SavePreferences = (changes: { locale?: Locale; density?: Density }) => Promise<void>;

export interface UserMenuProps {
  name: string;
  email: string | null;
  role: Role;
  density: Density;
  signOut: () => Promise<void>;
  savePreferences: SavePreferences;
}

const initialsOf = (name: string) =>
  name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => word[0]?.toUpperCase() ?? "")
    .join("");

const loadPanel = () => import("./user-menu-panel");

/** Who is signed in, how the app looks and reads, and the way out. */
export function UserMenu(props: UserMenuProps) {
  const t = useTranslations("shell");
  const trigger = (
    <button
      type="button"
      className="flex items-center gap-2.5 rounded-md py-1 ps-1 pe-2 text-start hover:bg-sunken max-sm:pe-1"
    >
      <span
        aria-hidden
        className="grid size-8 place-items-center rounded-full bg-accent-soft text-xs font-semibold text-accent"
      >
        {initialsOf(props.name)}
      </span>
      <span className="leading-tight max-md:sr-only">
        <span className="block text-sm font-medium">{props.name}</span>
        <span className="block text-xs text-ink-3">{t(`role.${props.role}`)}</span>
        <span className="sr-only">{t("menu")}</span>
      </span>
    </button>
  );
  return <DeferredMenu trigger={trigger} load={loadPanel} menu={props} />;
}
