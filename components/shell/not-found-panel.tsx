import { Compass } from "lucide-react";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { getIntl } from "./get-intl";

export async function NotFoundPanel() {
  const { t } = await getIntl();
  return (
    <Card className="w-full max-w-lg">
      <EmptyState
        icon={<Compass />}
        titleAs="h1"
        title={t("errors.notFound")}
        action={
          <>
            <Button asChild variant="primary">
              <Link href="/customers">{t("shell.customers")}</Link>
            </Button>
            <Button asChild>
              <Link href="/">{t("errors.home")}</Link>
            </Button>
          </>
        }
      >
        {t("errors.notFoundBody")}
      </EmptyState>
    </Card>
  );
}
