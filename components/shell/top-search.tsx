"use client";

import { Search } from "lucide-react";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { Kbd } from "@/components/ui/kbd";

const LIST_PATH = "/customers";
const TYPING_PAUSE_MS = 220;
/** Longest search the service takes. */
const MAX_LENGTH = 100;

/** Search over customers. On the list it filters while typing and keeps the other filters; elsewhere Enter opens the list. */
export function TopSearch() {
  const t = useTranslations("shell");
  const router = useRouter();
  const path = usePathname();
  const parameters = useSearchParams();
  const isOnList = path === LIST_PATH;
  const inAddress = isOnList ? (parameters.get("q") ?? "") : "";
  const [text, setText] = useState(inAddress);
  const sent = useRef(inAddress);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  // The address changed by other means (a chip, back, a link): the field follows.
  useEffect(() => {
    if (inAddress === sent.current) return;
    sent.current = inAddress;
    setText(inAddress);
  }, [inAddress]);
  useEffect(() => () => clearTimeout(timer.current), []);

  function hrefFor(search: string): string {
    const next = new URLSearchParams(isOnList ? parameters : undefined);
    next.delete("page");
    if (search) next.set("q", search);
    else next.delete("q");
    const query = next.toString();
    return query ? `${LIST_PATH}?${query}` : LIST_PATH;
  }

  function onType(value: string) {
    setText(value);
    clearTimeout(timer.current);
    if (!isOnList) return;
    timer.current = setTimeout(() => {
      sent.current = value.trim();
      router.replace(hrefFor(value.trim()), { scroll: false });
    }, TYPING_PAUSE_MS);
  }

  function onSubmit(event: FormEvent) {
    event.preventDefault();
    clearTimeout(timer.current);
    sent.current = text.trim();
    const href = hrefFor(text.trim());
    if (isOnList) router.replace(href, { scroll: false });
    else router.push(href);
  }

  return (
    <search className="min-w-0 flex-1 sm:max-w-md">
      <form action={LIST_PATH} onSubmit={onSubmit} className="relative">
        <Search
          aria-hidden
          className="pointer-events-none absolute start-3 top-1/2 size-4 -translate-y-1/2 text-ink-3"
        />
        <input
          type="search"
          name="q"
          value={text}
          maxLength={MAX_LENGTH}
          onChange={(event) => onType(event.target.value)}
          aria-label={t("search")}
          aria-keyshortcuts="/"
          placeholder={t("searchPlaceholder")}
          autoComplete="off"
          data-search
          className="peer h-9 w-full rounded-md border border-line-strong/60 bg-canvas ps-9 pe-3 sm:pe-9 text-base text-ellipsis placeholder:text-ink-3 hover:border-line-strong focus:border-focus focus:bg-surface"
        />
        <Kbd className="pointer-events-none absolute end-2 top-1/2 -translate-y-1/2 peer-focus:hidden max-sm:hidden">
          /
        </Kbd>
      </form>
    </search>
  );
}
