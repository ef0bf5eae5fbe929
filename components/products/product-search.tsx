"use client";

import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, type ReactNode, useEffect, useRef, useState, useTransition } from "react";
import { useTranslations } from "use-intl";
import { cn } from "@/components/ui/cn";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { type ListQuery, listHref } from "@/lib/presentation/list-href";
import type { ProductListOptions } from "@/lib/services/product-view";

const TYPING_PAUSE_MS = 200;
/** Longest search the service takes. */
const MAX_LENGTH = 100;

interface ProductSearchProps {
  path: string;
  query: ListQuery;
  options: ProductListOptions;
  /** The list: dimmed while the next one is on its way. */
  children: ReactNode;
}

/** Search over the catalogue while typing, and the one filter of the list. */
export function ProductSearch({ path, query, options, children }: ProductSearchProps) {
  const t = useTranslations("products");
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  const [text, setText] = useState(options.q);
  const sent = useRef(options.q);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    if (options.q === sent.current) return;
    sent.current = options.q;
    setText(options.q);
  }, [options.q]);
  useEffect(() => () => clearTimeout(timer.current), []);

  function go(changes: Record<string, string | null>) {
    startTransition(() => router.replace(listHref(path, query, changes), { scroll: false }));
  }
  function find(value: string) {
    clearTimeout(timer.current);
    sent.current = value.trim();
    // Another search has an order of its own: the best find first.
    go({ q: value.trim() || null, sort: null });
  }
  function onSubmit(event: FormEvent) {
    event.preventDefault();
    find(text);
  }

  return (
    <>
      <div className="flex flex-wrap gap-2 border-b border-line px-4 py-3 sm:px-5">
        <form action={path} onSubmit={onSubmit} className="relative min-w-56 flex-1 sm:max-w-md">
          <Search
            aria-hidden
            className="pointer-events-none absolute start-3 top-1/2 size-4 -translate-y-1/2 text-ink-3"
          />
          <Input
            type="search"
            name="q"
            value={text}
            maxLength={MAX_LENGTH}
            autoComplete="off"
            aria-label={t("search")}
            placeholder={t("searchPlaceholder")}
            className="ps-9"
            onChange={({ target }) => {
              setText(target.value);
              clearTimeout(timer.current);
              timer.current = setTimeout(() => find(target.value), TYPING_PAUSE_MS);
            }}
          />
        </form>
        <Select
          aria-label={t("columns.overdueCustomers")}
          className={cn("max-sm:flex-1 sm:w-44", options.due && "[&>select]:border-accent [&>select]:bg-accent-soft")}
          value={options.due ?? ""}
          onChange={({ target }) => go({ due: target.value || null })}
        >
          <option value="">{t("anyDue")}</option>
          <option value="overdue">{t("overdueOnly")}</option>
        </Select>
      </div>
      <div className={cn("transition-opacity", isPending && "opacity-60")} aria-busy={isPending}>
        {children}
      </div>
    </>
  );
}
