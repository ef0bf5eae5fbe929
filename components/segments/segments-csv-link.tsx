"use client";

import { Download } from "lucide-react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";

/** The whole table of a panel as a file. */
export function SegmentsCsvLink({ href, title }: { href: string; title: string }) {
  const t = useTranslations("segmentsPage");
  return (
    <Button asChild variant="ghost" size="sm">
      <a href={href} download aria-label={t("exportLabel", { title })} data-chrome>
        <Download aria-hidden />
        {t("csv")}
      </a>
    </Button>
  );
}
