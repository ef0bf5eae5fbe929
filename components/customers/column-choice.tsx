"use client";

import { Columns3 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useOptimistic, useTransition } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { DeferredMenu } from "@/components/ui/deferred-menu";
import { type ListQuery, listHref } from "@/lib/presentation/list-href";
import type { CustomerColumn } from "@/lib/services/customer-list-view";
import { movedColumn, toggledColumn } from "./column-order";
import { CUSTOMER_SORTS } from "./customer-sort";

const loadMenu = () => import("./column-panel");

interface ColumnChoiceProps {
  path: string;
  query: ListQuery;
  /** null = the usual ones. */
  chosen: CustomerColumn[] | null;
  showOwner: boolean;
}

/** Which columns the list shows and in which order: they stand in the address, so that a view and an export keep them. */
export function ColumnChoice({ path, query, chosen, showOwner }: ColumnChoiceProps) {
  const t = useTranslations();
  const router = useRouter();
  const [, start] = useTransition();
  const all = (Object.keys(CUSTOMER_SORTS) as (keyof typeof CUSTOMER_SORTS)[]).filter(
    (key): key is CustomerColumn => key !== "name" && (showOwner || key !== "ownerName"),
  );
  // Presses follow each other faster than the list comes back: the next one builds on what was asked for.
  const [current, setCurrent] = useOptimistic(chosen);
  const shown = current ?? all;
  const show = (columns: CustomerColumn[] | null) =>
    start(() => {
      setCurrent(columns);
      router.replace(listHref(path, query, { page: query.page ?? null, columns: columns?.join(",") ?? null }), {
        scroll: false,
      });
    });
  const trigger = (
    <Button>
      <Columns3 aria-hidden />
      <span className="max-sm:sr-only">{t("views.columns")}</span>
    </Button>
  );
  return (
    <DeferredMenu
      trigger={trigger}
      load={loadMenu}
      popup="dialog"
      menu={{
        columns: [...shown, ...all.filter((key) => !shown.includes(key))].map((key) => ({
          key,
          label: t(`customers.columns.${key}`),
          isShown: shown.includes(key),
        })),
        onToggle: (key: string) => show(toggledColumn(shown, key as CustomerColumn)),
        onMove: (key: string, step: -1 | 1) => show(movedColumn(shown, key as CustomerColumn, step)),
        onReset: current === null ? null : () => show(null),
      }}
    />
  );
}
