import { cookies } from "next/headers";
import { after } from "next/server";
import type { ReactNode } from "react";
import { AppShell } from "@/components/shell/app-shell";
import { DENSITY_COOKIE, resolveDensity } from "@/components/shell/density";
import { ProblemPanel } from "@/components/shell/problem-panel";
import { StatusBanner } from "@/components/shell/status-banner";
import { requireCaller } from "@/lib/auth/require-caller";
import { signOut } from "@/lib/auth/sign-out";
import { env } from "@/lib/config/env";
import { recentHealth } from "@/lib/services/get-health";
import { warmCatalogue } from "@/lib/services/warm-catalogue";
import { savePreferences } from "./actions";
import { attempt } from "./attempt";
import { stagedHealth } from "./gallery-view";

export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const { view: caller, problem } = await attempt(requireCaller(), { isPage: false });
  if (problem) {
    // Who is asking is looked up in the data: before the first data set there is no page to frame.
    return (
      <main className="grid min-h-dvh place-items-center p-4">
        <ProblemPanel problem={problem} resetHref="/" isWholePage />
      </main>
    );
  }
  // The search is asked soon: its index is there by then, and no page waits for it.
  after(warmCatalogue);
  const density = resolveDensity((await cookies()).get(DENSITY_COOKIE)?.value);
  return (
    <AppShell
      caller={{ name: caller.name, email: caller.email, role: caller.role }}
      density={density}
      isDemo={env().demoSignIn}
      status={<StatusBanner initial={(await stagedHealth()) ?? (await recentHealth())} />}
      signOut={signOut}
      savePreferences={savePreferences}
    >
      {children}
    </AppShell>
  );
}
