"use client";

import { SlidersHorizontal, X } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type ReactNode, useId, useState, useTransition } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Select } from "@/components/ui/select";
import { type ListQuery, listHref } from "@/lib/presentation/list-href";

export interface ListFilter {
  /** The parameter of the address. */
  key: string;
  name: string;
  any: string;
  value: string | null;
  choices: { value: string; label: string; count: number | null }[];
  /** A chosen value that nothing has any more is not among the choices: its word all the same. */
  labelOf?: (value: string) => string;
}

interface ListFiltersProps {
  path: string;
  query: ListQuery;
  filters: readonly ListFilter[];
  /** The search that the list shows the finds of; it has its field elsewhere. */
  search?: string;
  /** What the button that opens the fields on a phone says. */
  openLabel: string;
  /** The order of the list, where a phone shows no table heads to click: the value is that of the parameter `sort`. */
  sort?: { value: string; choices: { value: string; label: string }[]; hrefOf: (value: string) => string };
  /** The list: dimmed while the next one is on its way, so that nothing jumps. */
  children: ReactNode;
}

/** A list's filters as fields, what is chosen as chips to take away, and the list below them. */
export function ListFilters({ path, query, filters, search, openLabel, sort, children }: ListFiltersProps) {
  const t = useTranslations();
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  const go = (href: string) => startTransition(() => router.push(href, { scroll: false }));
  const fieldsId = useId();
  const [areFiltersOpen, openFilters] = useState(false);
  const labelOf = ({ choices, labelOf }: ListFilter, value: string) =>
    choices.find((choice) => choice.value === value)?.label ?? labelOf?.(value) ?? value;
  const chips = [
    ...(search ? [{ key: "q", name: t("customers.search"), value: `“${search}”` }] : []),
    ...filters.flatMap((filter) =>
      filter.value === null ? [] : [{ key: filter.key, name: filter.name, value: labelOf(filter, filter.value) }],
    ),
  ];
  const cleared = Object.fromEntries(chips.map(({ key }) => [key, null]));

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
          {openLabel}
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
        {filters.map((filter) => {
          const { key, name, any, value, choices } = filter;
          return (
            <Select
              key={key}
              aria-label={name}
              className={cn(
                "max-sm:w-[calc(50%-0.25rem)] sm:min-w-32 sm:max-w-52 sm:flex-1",
                value !== null && "[&>select]:border-accent [&>select]:bg-accent-soft",
              )}
              value={value ?? ""}
              onChange={(event) => go(listHref(path, query, { [key]: event.target.value || null }))}
            >
              <option value="">{any}</option>
              {value !== null && !choices.some((choice) => choice.value === value) ? (
                <option value={value}>{labelOf(filter, value)}</option>
              ) : null}
              {choices.map((choice) => (
                <option key={choice.value} value={choice.value}>
                  {choice.count === null
                    ? choice.label
                    : t("customers.option", { label: choice.label, count: choice.count })}
                </option>
              ))}
            </Select>
          );
        })}
        {sort ? (
          <Select
            aria-label={t("customers.sort")}
            className="grow basis-[calc(50%-0.25rem)] sm:hidden"
            value={sort.value}
            onChange={(event) => go(sort.hrefOf(event.target.value))}
          >
            {sort.choices.map(({ value, label }) => (
              <option key={value} value={value}>
                {t("customers.sort")}: {label}
              </option>
            ))}
          </Select>
        ) : null}
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
              <Link
                href={listHref(path, query, cleared)}
                scroll={false}
                className="px-1.5 text-xs font-medium text-accent hover:underline"
              >
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
