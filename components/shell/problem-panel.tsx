import { CircleAlert, DatabaseZap } from "lucide-react";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import type { AppError } from "@/lib/domain/app-error";
import { StoreFailure } from "@/lib/domain/store-failure";
import { getIntl } from "./get-intl";

interface ProblemPanelProps {
  problem: AppError;
  /** Where "open without it" leads: the page with nothing chosen. */
  resetHref: string;
  /** Whether the panel is all that the page says. */
  isWholePage?: boolean;
}

/** A failure that the reader can do something about: a wrong value in the address, or data that is not there yet. */
export async function ProblemPanel({ problem, resetHref, isWholePage = false }: ProblemPanelProps) {
  const { t } = await getIntl();
  const isInput = problem.code === "invalid_input";
  const isStore = problem instanceof StoreFailure;
  const title = isStore ? "errors.storeTitle" : "errors.unavailable";
  return (
    <Card role="alert">
      <EmptyState
        icon={isInput ? <CircleAlert /> : <DatabaseZap />}
        titleAs={isWholePage ? "h1" : "p"}
        title={t(isInput ? "errors.badInput" : title)}
        action={
          <Button asChild variant="primary">
            <Link href={resetHref}>{t(isInput ? "errors.badInputAction" : "errors.retry")}</Link>
          </Button>
        }
      >
        {isInput && problem.field ? <p>{t("errors.badInputBody", { field: problem.field })}</p> : null}
        {isStore ? <p>{t(`errors.store.${problem.problem}`)}</p> : <Words problem={problem} isInput={isInput} />}
      </EmptyState>
    </Card>
  );
}

async function Words({ problem, isInput }: { problem: AppError; isInput: boolean }) {
  const { t } = await getIntl();
  return (
    <>
      {isInput ? null : <p>{t("errors.unavailableBody")}</p>}
      <p lang="en" className="mt-2 text-sm">
        {problem.message}{" "}
        {(problem.remedy ?? "").split("`").map((part, index) =>
          // What stands between backticks is a command to type.
          index % 2 === 1 ? (
            <code key={part} className="rounded-sm bg-sunken px-1 py-0.5">
              {part}
            </code>
          ) : (
            part
          ),
        )}
      </p>
    </>
  );
}
