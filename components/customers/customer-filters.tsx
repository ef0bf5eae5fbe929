"use client";

import { SlidersHorizontal, X } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type ReactNode, useId, useState, useTransition } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Select } from "@/components/ui/select";
import type { Segment } from "@/lib/domain/segment";
import { type ListQuery, listHref } from "@/lib/presentation/list-href";
import type { CustomerListOptions, CustomerListView } from "@/lib/services/views";
import { CUSTOMER_SORTS, nextSort, type SortKey } from "./customer-sort";

interface CustomerFiltersProps {
  path: string;
  query: ListQuery;
  options: CustomerListOptions;
  facets: CustomerListView["facets"];
  showOwner: boolean;
  /** The list: dimmed while the next one is on its way, so that nothing jumps. */
  children: ReactNode;
}

interface Filter {
  key: "segment" | "region" | "owner" | "due";
  name: string;
  any: string;
  value: string | null;
  choices: { value: string; label: string; count: number | null }[];
}

const NO_REGION = "none";
const DUE = ["due", "overdue"] as const;

export function CustomerFilters({ path, query, options, facets, showOwner, children }: CustomerFiltersProps) {
  const t = useTranslations();
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  const go = (changes: Record<string, string | null>) =>
    startTransition(() => router.push(listHref(path, query, changes), { scroll: false }));

  const fieldsId = useId();
  const [areFiltersOpen, openFilters] = useState(false);
  /** A chosen value that no customer has any more is not among the choices: it keeps its word. */
  const labelOf = (key: Filter["key"], choices: Filter["choices"], value: string) =>
    choices.find((choice) => choice.value === value)?.label ??
    (key === "segment" ? t(`segments.${value as Segment}`) : value);

  const filters: Filter[] = [
    {
      key: "segment",
      name: t("customers.segment"),
      any: t("customers.anySegment"),
      value: options.segment,
      choices: facets.segments.map(({ value, count }) => ({ value, count, label: t(`segments.${value}`) })),
    },
    {
      key: "region",
      name: t("customers.region"),
      any: t("customers.anyRegion"),
      value: options.region,
      choices: facets.regions.map(({ value, count }) => ({
        value,
        count,
        label: value === NO_REGION ? t("customers.noRegion") : value,
      })),
    },
    {
      key: "due",
      name: t("customers.due"),
      any: t("customers.anyDue"),
      value: options.due,
      choices: DUE.map((value) => ({ value, count: null, label: t(`customers.dueOptions.${value}`) })),
    },
    ...(showOwner
      ? [
          {
            key: "owner" as const,
            name: t("customers.owner"),
            any: t("customers.anyOwner"),
            value: options.owner,
            choices: facets.owners.map((owner) => ({
              ...owner,
              label: owner.value === "unassigned" ? t("common.unassigned") : owner.label,
            })),
          },
        ]
      : []),
  ];
  const chips = [
    ...(options.q ? [{ key: "q", name: t("customers.search"), value: `“${options.q}”` }] : []),
    ...filters
      .filter(({ value }) => value !== null)
      .map(({ key, name, value, choices }) => ({
        key,
        name,
        value: labelOf(key, choices, String(value)),
      })),
  ];
  const sortKeys = (Object.keys(CUSTOMER_SORTS) as SortKey[]).filter((key) => showOwner || key !== "ownerName");

  return (
    <>
      <div className="border-b border-line p-2 sm:hidden">
        <Button
          variant="ghost"
          className="w-full"
          aria-expanded={areFiltersOpen}
          aria-controls={fieldsId}
          onClick={() => openFilters(!areFiltersOpen)}
        >
          <SlidersHorizontal aria-hidden />
          {t("customers.filtersAndOrder")}
        </Button>
      </div>
      <fieldset
        id={fieldsId}
        className={cn(
          "flex flex-wrap gap-2 border-b border-line px-4 py-3 sm:px-5",
          !areFiltersOpen && "max-sm:hidden",
        )}
      >
        <legend className="sr-only">{t("customers.filters")}</legend>
        {filters.map(({ key, name, any, value, choices }) => (
          <Select
            key={key}
            aria-label={name}
            className={cn(
              "max-sm:w-[calc(50%-0.25rem)] sm:min-w-32 sm:max-w-52 sm:flex-1",
              value !== null && "[&>select]:border-accent [&>select]:bg-accent-soft",
            )}
            value={value ?? ""}
            onChange={(event) => go({ [key]: event.target.value || null })}
          >
            <option value="">{any}</option>
            {value !== null && !choices.some((choice) => choice.value === value) ? (
              <option value={value}>{labelOf(key, choices, value)}</option>
            ) : null}
            {choices.map((choice) => (
              <option key={choice.value} value={choice.value}>
                {choice.count === null
                  ? choice.label
                  : t("customers.option", { label: choice.label, count: choice.count })}
              </option>
            ))}
          </Select>
        ))}
        <Select
          aria-label={t("customers.sort")}
          className="grow basis-[calc(50%-0.25rem)] sm:hidden"
          value={options.sort.key}
          onChange={(event) =>
            go({ sort: nextSort({ key: "taxId", descending: false }, event.target.value as SortKey) })
          }
        >
          {sortKeys.map((key) => (
            <option key={key} value={key}>
              {t("customers.sort")}: {t(`customers.columns.${key}`)}
            </option>
          ))}
        </Select>
      </fieldset>
      {chips.length > 0 ? (
        <ul className="flex flex-wrap items-center gap-1.5 border-b border-line bg-sunken/50 px-4 py-2 sm:px-5">
          {chips.map(({ key, name, value }) => (
            <li key={key} className="max-w-full">
              <Link
                href={listHref(path, query, { [key]: null })}
                scroll={false}
                aria-label={t("customers.removeFilter", { name, value })}
                className="flex items-center gap-1.5 rounded-full border border-line bg-surface py-1 ps-2.5 pe-1.5 text-xs hover:border-line-strong"
              >
                <span className="truncate">
                  <span className="text-ink-3">{name}: </span>
                  <span className="font-medium">{value}</span>
                </span>
                <X aria-hidden className="size-3.5 shrink-0 text-ink-3" />
              </Link>
            </li>
          ))}
          {chips.length > 1 ? (
            <li>
              <Link href={path} scroll={false} className="px-1.5 text-xs font-medium text-accent hover:underline">
                {t("common.clearAll")}
              </Link>
            </li>
          ) : null}
        </ul>
      ) : null}
      <div className={cn("transition-opacity", isPending && "opacity-60")} aria-busy={isPending}>
        {children}
      </div>
    </>
  );
}
