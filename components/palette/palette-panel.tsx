"use client";

import { FileText, Package, Search, Terminal, Users } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTheme } from "next-themes";
import { Dialog as Radix } from "radix-ui";
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { productPageHref } from "@/components/products/product-link";
import { productName } from "@/components/recommendations/product-name";
import { DENSITIES } from "@/components/shell/density";
import { PAGES } from "@/components/shell/nav-links";
import { cn } from "@/components/ui/cn";
import type { Role } from "@/lib/domain/caller";
import { LOCALES } from "@/lib/presentation/locale";
import type { SearchResult } from "@/lib/services/product-view";
import type { CommandPaletteProps } from "./command-palette";
import { type Command, commandsFor, isAddressed } from "./palette-commands";
import type { TypedAhead } from "./typed-ahead";
import { useSearch } from "./use-search";

interface Choice {
  key: string;
  group: "customers" | "agreements" | "products" | "commands";
  title: ReactNode;
  note: string | null;
  /** A command that was typed by its name. */
  isMeant?: boolean;
  run: () => void;
}

const GROUP_OF: Record<SearchResult["kind"], Choice["group"]> = {
  customer: "customers",
  agreement: "agreements",
  product: "products",
};
const ICON = { customers: Users, agreements: FileText, products: Package, commands: Terminal };
const THEMES = ["system", "light", "dark"] as const;

/** Search and commands in one field: arrows choose, Enter opens. */
export default function PalettePanel(props: CommandPaletteProps & { typed: TypedAhead; onClose: () => void }) {
  const { typed, onClose } = props;
  const t = useTranslations("palette");
  const [text, setText] = useState(typed.text);
  const { view, isPending, hasFailed } = useSearch(text);
  const choices = useChoices({ ...props, text, results: text.trim() === "" ? [] : (view?.results ?? []) });
  const [active, setActive] = useState(0);
  const listId = useId();
  const list = useRef<HTMLDivElement>(null);
  const current = Math.min(active, choices.length - 1);

  /** What is shown answers an earlier text. */
  const isStale = text.trim() !== "" && view?.q !== text.trim() && !hasFailed;
  // Enter before the answer came means the best of what will be found, not of what is left on the screen.
  const [hasEntered, setEntered] = useState(typed.hasEntered);
  useEffect(() => {
    if (!hasEntered || isStale) return;
    setEntered(false);
    choose(choices[0]);
  });
  useEffect(() => {
    list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  });

  function onKeyDown(event: KeyboardEvent) {
    // An input method is composing a letter: its keys are not ours.
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) setActive((current + step + choices.length) % Math.max(1, choices.length));
    else if (event.key === "Home" && event.ctrlKey) setActive(0);
    else if (event.key === "End" && event.ctrlKey) setActive(choices.length - 1);
    else if (event.key === "Enter" && isStale && active === 0 && !choices[0]?.isMeant) setEntered(true);
    else if (event.key === "Enter") choose(choices[current]);
    else return;
    event.preventDefault();
  }
  function choose(choice: Choice | undefined) {
    if (!choice) return;
    onClose();
    choice.run();
  }

  const isEmpty = text.trim() !== "" && choices.length === 0 && !isPending;
  return (
    <Radix.Root open onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-black/45" />
        <Radix.Content
          aria-describedby={undefined}
          className="fixed left-1/2 z-50 flex w-[min(40rem,100vw)] -translate-x-1/2 flex-col overflow-hidden border border-line bg-surface shadow-float max-sm:inset-y-0 max-sm:h-dvh sm:top-[10vh] sm:max-h-[72vh] sm:rounded-lg"
        >
          <Radix.Title className="sr-only">{t("title")}</Radix.Title>
          <div className="relative flex items-center border-b border-line">
            <Search aria-hidden className="pointer-events-none absolute start-4 size-4 text-ink-3" />
            <input
              role="combobox"
              aria-expanded={choices.length > 0}
              aria-controls={listId}
              aria-activedescendant={choices[current] ? `${listId}-${current}` : undefined}
              aria-autocomplete="list"
              aria-label={t("title")}
              value={text}
              maxLength={100}
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
              enterKeyHint="go"
              placeholder={t("placeholder")}
              onChange={({ target }) => {
                setText(target.value);
                setActive(0);
                setEntered(false);
              }}
              onKeyDown={onKeyDown}
              className="h-13 w-full bg-transparent ps-11 pe-4 text-lg text-ellipsis outline-none placeholder:text-base placeholder:text-ink-3 focus-visible:outline-none"
            />
            <Radix.Close className="me-2 shrink-0 rounded-md px-2 py-1 text-sm text-ink-2 hover:bg-sunken sm:hidden">
              Esc
            </Radix.Close>
          </div>
          <div
            ref={list}
            id={listId}
            role="listbox"
            aria-label={t("results")}
            className="min-h-0 flex-1 overflow-y-auto p-1.5"
          >
            <Options choices={choices} current={current} listId={listId} onHover={setActive} onChoose={choose} />
          </div>
          {isEmpty ? (
            <div className="px-5 pt-2 pb-8 text-center">
              <p className="font-medium">{t("nothing", { q: text.trim() })}</p>
              <p className="text-sm text-ink-2">{t("nothingBody")}</p>
            </div>
          ) : null}
          <footer className="flex items-center justify-between gap-4 border-t border-line px-4 py-2 text-xs text-ink-3">
            <span className="max-sm:hidden">{t("hint")}</span>
            <span role="status" className={hasFailed ? "text-danger" : undefined}>
              {statusOf()}
            </span>
          </footer>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );

  function statusOf(): string {
    if (hasFailed && text.trim() !== "") return t("failed");
    if (isPending) return t("searching");
    return text.trim() === "" ? "" : t("count", { count: choices.length });
  }
}

/** Neighbours of one group together: commands may stand before what was found and behind it. */
function runsOf(choices: Choice[]): { group: Choice["group"]; from: number; to: number }[] {
  const runs: { group: Choice["group"]; from: number; to: number }[] = [];
  choices.forEach(({ group }, place) => {
    const last = runs.at(-1);
    if (last?.group === group) last.to = place + 1;
    else runs.push({ group, from: place, to: place + 1 });
  });
  return runs;
}

interface OptionsProps {
  choices: Choice[];
  current: number;
  listId: string;
  onHover: (place: number) => void;
  onChoose: (choice: Choice) => void;
}

function Options({ choices, current, listId, onHover, onChoose }: OptionsProps) {
  const t = useTranslations("palette");
  return runsOf(choices).map(({ group, from, to }) => (
    <fieldset key={from} aria-label={t(group)} className="min-w-0">
      <p aria-hidden className="px-3 pt-2 pb-1 text-xs font-medium text-ink-3">
        {t(group)}
      </p>
      {choices.slice(from, to).map((choice, nth) => {
        const place = from + nth;
        const Icon = ICON[group];
        return (
          <button
            key={choice.key}
            type="button"
            id={`${listId}-${place}`}
            role="option"
            tabIndex={-1}
            aria-selected={place === current}
            onPointerMove={() => (place === current ? undefined : onHover(place))}
            onClick={() => onChoose(choice)}
            className={cn(
              "flex min-h-10 w-full items-center gap-3 rounded-md px-3 py-1.5 text-start",
              place === current && "bg-accent-soft",
            )}
          >
            <Icon aria-hidden className="size-4 shrink-0 text-ink-3" />
            <span className="min-w-0 flex-1 truncate">{choice.title}</span>
            {choice.note ? (
              <span className="num max-w-[45%] shrink-0 truncate text-sm text-ink-3">{choice.note}</span>
            ) : null}
          </button>
        );
      })}
    </fieldset>
  ));
}

function useChoices(input: CommandPaletteProps & { text: string; results: readonly SearchResult[] }): Choice[] {
  const { text, results } = input;
  const t = useTranslations("palette");
  const locale = useLocale();
  const router = useRouter();
  const commands = useCommands(input);
  const q = text.trim();
  const found = results.map((result): Choice => {
    const group = GROUP_OF[result.kind];
    if (result.kind === "customer") {
      const href = `/customers/${encodeURIComponent(result.customerId)}`;
      return { key: href, group, title: result.name, note: result.note, run: () => router.push(href) };
    }
    if (result.kind === "agreement") {
      const href = `/customers/${encodeURIComponent(result.customerId)}/agreements/${encodeURIComponent(result.agreementId)}`;
      return { key: href, group, title: result.name, note: result.customerName, run: () => router.push(href) };
    }
    const href = productPageHref(result.productId);
    const oe = result.oeNumber ? t("oe", { oeNumber: result.oeNumber }) : null;
    const note = [result.isTypo ? t("typo") : null, oe].filter(Boolean).join(" · ") || null;
    const title = (
      <>
        <span className="num font-semibold">{result.code || result.productId}</span> {productName(result, locale).first}
      </>
    );
    return { key: href, group, title, note, run: () => router.push(href) };
  });
  const all = (label: string, path: string): Command => ({
    key: path,
    label,
    run: () => router.push(`${path}?${new URLSearchParams({ q })}`),
  });
  const more = q === "" ? [] : [all(t("allProducts", { q }), "/products"), all(t("allCustomers", { q }), "/customers")];
  const asChoice = ({ key, label, run }: Command): Choice => ({
    key,
    group: "commands",
    title: label,
    note: null,
    run,
  });
  const fitting = commandsFor(commands, text);
  const isMeant = (command: Command) => q !== "" && isAddressed(command, text);
  const others = [...fitting.filter((command) => !isMeant(command)), ...more];
  const meant = fitting.filter(isMeant).map((command) => ({ ...asChoice(command), isMeant: true }));
  return [...meant, ...found, ...others.map(asChoice)];
}

function useCommands({ role, signOut, savePreferences }: CommandPaletteProps): Command[] {
  const t = useTranslations();
  const router = useRouter();
  const { setTheme } = useTheme();
  const keep = (changes: Parameters<typeof savePreferences>[0]) =>
    void savePreferences(changes).catch(async () => {
      const { toast } = await import("@/components/ui/toaster");
      toast.error(t("shell.notKept"));
    });
  return [
    ...PAGES.filter(({ roles }) => (roles as readonly Role[]).includes(role)).map(({ href, key }) => ({
      key: href,
      label: t("palette.goTo", { page: t(`shell.${key}`) }),
      run: () => router.push(href),
    })),
    ...THEMES.map((theme) => ({
      key: `theme-${theme}`,
      label: t("palette.theme", { theme: t(`shell.themes.${theme}`) }),
      run: () => setTheme(theme),
    })),
    ...LOCALES.map((locale) => ({
      key: `language-${locale}`,
      label: t("palette.language", { language: t(`shell.languages.${locale}`) }),
      run: () => keep({ locale }),
    })),
    ...DENSITIES.map((density) => ({
      key: `density-${density}`,
      label: t("palette.density", { density: t(`shell.densities.${density}`) }),
      run: () => {
        document.documentElement.dataset.density = density;
        keep({ density });
      },
    })),
    {
      key: "help",
      label: t("palette.help"),
      run: () => document.dispatchEvent(new KeyboardEvent("keydown", { code: "Slash", shiftKey: true })),
    },
    { key: "sign-out", label: t("shell.signOut"), run: () => void signOut() },
  ];
}
