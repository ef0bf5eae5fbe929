"use client";

import { Columns3 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { DeferredMenu } from "@/components/ui/deferred-menu";
import { type ListQuery, listHref } from "@/lib/presentation/list-href";
import type { CustomerColumn } from "@/lib/services/views";
import { CUSTOMER_SORTS } from "./customer-sort";

const loadMenu = () => import("./column-menu");

interface ColumnChoiceProps {
  path: string;
  query: ListQuery;
  /** null = the usual ones. */
  chosen: CustomerColumn[] | null;
  showOwner: boolean;
}

/** Which columns the list shows: they stand in the address, so that a view and an export keep them. */
export function ColumnChoice({ path, query, chosen, showOwner }: ColumnChoiceProps) {
  const t = useTranslations();
  const router = useRouter();
  const [, start] = useTransition();
  const all = (Object.keys(CUSTOMER_SORTS) as (keyof typeof CUSTOMER_SORTS)[]).filter(
    (key): key is CustomerColumn => key !== "name" && (showOwner || key !== "ownerName"),
  );
  const shown = chosen ?? all;
  const show = (columns: CustomerColumn[] | null) =>
    start(() =>
      router.replace(listHref(path, query, { page: query.page ?? null, columns: columns?.join(",") ?? null }), {
        scroll: false,
      }),
    );
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
      menu={{
        columns: all.map((key) => ({ key, label: t(`customers.columns.${key}`), isShown: shown.includes(key) })),
        onToggle: (key: string) => {
          const column = key as CustomerColumn;
          const next = shown.includes(column) ? shown.filter((one) => one !== column) : [...shown, column];
          // A table of names alone says nothing: the last column stays.
          if (next.length > 0) show(next);
        },
        onReset: chosen === null ? null : () => show(null),
      }}
    />
  );
}
