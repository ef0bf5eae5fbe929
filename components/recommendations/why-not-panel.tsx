"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { Card } from "@/components/ui/card";

/** The place on the agreement page where one asks about a product that is not in sight. */
export function WhyNotPanel({ children }: { children: ReactNode }) {
  const t = useTranslations("agreement.whyNot");
  return (
    <Card aria-label={t("title")} data-chrome className="@container space-y-3 px-4 py-4 sm:px-5">
      <header>
        <h2 className="text-lg">{t("title")}</h2>
        <p className="text-sm text-ink-2">{t("lead")}</p>
      </header>
      {children}
    </Card>
  );
}
