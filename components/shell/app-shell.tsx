import Link from "next/link";
import type { ReactNode } from "react";
import { CommandPalette } from "@/components/palette/command-palette";
import type { Caller } from "@/lib/domain/caller";
import type { Density } from "./density";
import { getIntl } from "./get-intl";
import { Logo } from "./logo";
import { NavLinks } from "./nav-links";
import { Shortcuts } from "./shortcuts";
import { TopSearch } from "./top-search";
import { type SavePreferences, UserMenu } from "./user-menu";

interface AppShellProps {
  caller: Pick<Caller, "name" | "email" | "role">;
  density: Density;
  /** People sign in at the demo's own provider: say so on every page. */
  isDemo: boolean;
  /** What is wrong now, if anything. */
  status: ReactNode;
  signOut: () => Promise<void>;
  savePreferences: SavePreferences;
  children: ReactNode;
}

/** The frame around every signed-in page. */
export async function AppShell({ caller, density, isDemo, status, signOut, savePreferences, children }: AppShellProps) {
  const { t } = await getIntl();
  return (
    <div className="grid min-h-dvh grid-cols-[minmax(0,1fr)] sm:grid-cols-[3.5rem_minmax(0,1fr)] lg:grid-cols-[13rem_minmax(0,1fr)] print:block">
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:fixed focus:start-3 focus:top-3 focus:z-50 focus:rounded-md focus:bg-surface focus:px-3 focus:py-2 focus:shadow-float"
      >
        {t("shell.skip")}
      </a>
      <aside data-chrome className="sticky top-0 flex h-dvh flex-col bg-rail text-rail-ink max-sm:hidden">
        <Link
          href="/"
          className="flex h-14 items-center gap-2.5 px-4 text-lg font-semibold tracking-tight focus-visible:outline-rail-mark max-lg:justify-center max-lg:px-0"
        >
          <Logo className="size-6" />
          <span className="max-lg:sr-only">{t("common.product")}</span>
        </Link>
        <div className="mt-2">
          <NavLinks role={caller.role} placement="rail" />
        </div>
      </aside>
      <div className="flex min-w-0 flex-col pb-[calc(3.5rem+env(safe-area-inset-bottom))] sm:pb-0">
        <header
          data-chrome
          className="sticky top-0 z-20 flex h-14 items-center gap-2 border-b border-line bg-surface px-3 sm:gap-3 sm:px-5"
        >
          <Link href="/" aria-label={t("common.product")} className="sm:hidden">
            <Logo className="size-7" />
          </Link>
          <TopSearch />
          <CommandPalette role={caller.role} density={density} signOut={signOut} savePreferences={savePreferences} />
          <div className="ms-auto flex items-center gap-1">
            <Shortcuts />
            <UserMenu
              name={caller.name}
              email={caller.email}
              role={caller.role}
              density={density}
              signOut={signOut}
              savePreferences={savePreferences}
            />
          </div>
        </header>
        {status}
        {isDemo ? (
          <aside
            data-chrome
            aria-label={t("shell.demoLabel")}
            className="border-b border-line bg-warn-soft px-4 py-1.5 text-xs text-warn sm:px-5"
          >
            {t("shell.demo")}
          </aside>
        ) : null}
        <main
          id="content"
          tabIndex={-1}
          className="flex flex-1 flex-col px-3 py-4 outline-none sm:px-5 sm:py-6 lg:px-8"
        >
          <div className="mx-auto flex w-full max-w-[84rem] flex-1 flex-col">{children}</div>
        </main>
      </div>
      <div
        data-chrome
        className="fixed inset-x-0 bottom-0 z-30 border-t border-black/20 bg-rail pb-[env(safe-area-inset-bottom)] sm:hidden"
      >
        <NavLinks role={caller.role} placement="bar" />
      </div>
    </div>
  );
}
