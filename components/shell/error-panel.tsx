"use client";

import { CircleX } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";

/** `errorId` is the digest under which the server logged the failure. */
export function ErrorPanel({ errorId, retry }: { errorId: string | undefined; retry: () => void }) {
  const t = useTranslations("errors");
  return (
    <Card role="alert" className="w-full max-w-lg">
      <EmptyState
        icon={<CircleX />}
        titleAs="h1"
        title={t("title")}
        action={
          <>
            <Button variant="primary" onClick={retry}>
              {t("retry")}
            </Button>
            <Button asChild>
              <Link href="/">{t("home")}</Link>
            </Button>
          </>
        }
      >
        <p>{t("body")}</p>
        {errorId ? <p className="num mt-2 text-sm text-ink-3">{t("id", { id: errorId })}</p> : null}
      </EmptyState>
    </Card>
  );
}
