"use client";

import { Check, LogOut } from "lucide-react";
import { useTheme } from "next-themes";
import { DropdownMenu } from "radix-ui";
import { type ReactElement, type ReactNode, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { LOCALES, type Locale } from "@/lib/presentation/locale";
import { DENSITIES, type Density } from "./density";
import type { SavePreferences, UserMenuProps } from "./user-menu";

const THEMES = ["system", "light", "dark"] as const;

/** The opened menu around its button: fetched when it is wanted. */
export default function UserMenuPanel(props: UserMenuProps & { trigger: ReactElement }) {
  const { trigger, name, email, role, density, signOut, savePreferences } = props;
  const t = useTranslations("shell");
  const { theme, setTheme } = useTheme();
  const locale = useLocale();
  const [chosenDensity, chooseDensity] = useState(density);
  const keep = (changes: Parameters<SavePreferences>[0]) =>
    void savePreferences(changes).catch(async () => {
      const { toast } = await import("@/components/ui/toaster");
      toast.error(t("notKept"));
    });
  return (
    <DropdownMenu.Root defaultOpen>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={6}
          collisionPadding={8}
          className="z-50 max-h-(--radix-dropdown-menu-content-available-height) w-64 overflow-y-auto rounded-lg border border-line bg-surface p-1.5 text-base shadow-float"
        >
          <div className="px-2.5 pt-1.5 pb-2">
            <p className="font-medium">{name}</p>
            {email ? <p className="truncate text-sm text-ink-2">{email}</p> : null}
            <p className="text-sm text-ink-3">{t(`role.${role}`)}</p>
          </div>
          <Choice label={t("language")} value={locale} onChange={(value) => keep({ locale: value as Locale })}>
            {LOCALES.map((value) => (
              <Option key={value} value={value}>
                {t(`languages.${value}`)}
              </Option>
            ))}
          </Choice>
          <Choice label={t("theme")} value={theme ?? "system"} onChange={setTheme}>
            {THEMES.map((value) => (
              <Option key={value} value={value}>
                {t(`themes.${value}`)}
              </Option>
            ))}
          </Choice>
          <Choice
            label={t("density")}
            value={chosenDensity}
            onChange={(value) => {
              chooseDensity(value as Density);
              // At once in this page; the cookie is for the next one.
              document.documentElement.dataset.density = value;
              keep({ density: value as Density });
            }}
          >
            {DENSITIES.map((value) => (
              <Option key={value} value={value}>
                {t(`densities.${value}`)}
              </Option>
            ))}
          </Choice>
          <DropdownMenu.Separator className="my-1 h-px bg-line" />
          <DropdownMenu.Item
            onSelect={() => void signOut()}
            className="flex h-9 cursor-pointer items-center gap-2 rounded-md px-2.5 outline-none data-highlighted:bg-sunken"
          >
            <LogOut aria-hidden className="size-4 text-ink-3" />
            {t("signOut")}
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function Choice(props: { label: string; value: string; onChange: (value: string) => void; children: ReactNode }) {
  return (
    <>
      <DropdownMenu.Separator className="my-1 h-px bg-line" />
      <DropdownMenu.Label className="px-2.5 pt-1 pb-0.5 text-xs text-ink-3">{props.label}</DropdownMenu.Label>
      <DropdownMenu.RadioGroup value={props.value} onValueChange={props.onChange}>
        {props.children}
      </DropdownMenu.RadioGroup>
    </>
  );
}

function Option({ value, children }: { value: string; children: ReactNode }) {
  return (
    <DropdownMenu.RadioItem
      value={value}
      onSelect={(event) => event.preventDefault()}
      className="flex h-8 cursor-pointer items-center justify-between gap-2 rounded-md px-2.5 outline-none data-highlighted:bg-sunken"
    >
      {children}
      <DropdownMenu.ItemIndicator>
        <Check aria-hidden className="size-4 text-accent" />
      </DropdownMenu.ItemIndicator>
    </DropdownMenu.RadioItem>
  );
}
