import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { AppShell } from "@/components/shell/app-shell";
import { DENSITY_COOKIE, resolveDensity } from "@/components/shell/density";
import { requireCaller } from "@/lib/auth/require-caller";
import { signOut } from "@/lib/auth/sign-out";
import { env } from "@/lib/config/env";
import { savePreferences } from "./actions";

export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const caller = await requireCaller();
  const density = resolveDensity((await cookies()).get(DENSITY_COOKIE)?.value);
  return (
    <AppShell
      caller={{ name: caller.name, email: caller.email, role: caller.role }}
      density={density}
      isDemo={env().demoSignIn}
      signOut={signOut}
      savePreferences={savePreferences}
    >
      {children}
    </AppShell>
  );
}
