"use client";

import { Search } from "lucide-react";
import { type KeyboardEvent, useId, useRef } from "react";
import { useLocale, useTranslations } from "use-intl";
import { Input } from "@/components/ui/input";
import { productName } from "./product-name";

interface Pickable {
  productId: string;
  code: string;
  name: string;
  nameUk: string | null;
}

interface ProductPickerProps {
  text: string;
  onType: (text: string) => void;
  /** What the text finds, best first; null = nothing to choose from now. */
  products: readonly Pickable[] | null;
  isSearching: boolean;
  onChoose: (product: Pickable) => void;
}

/** Longest search the service takes. */
const MAX_LENGTH = 100;

/** A field that finds products, and the finds as buttons below it: arrows move through them, Enter takes one. */
export function ProductPicker({ text, onType, products, isSearching, onChoose }: ProductPickerProps) {
  const t = useTranslations("agreement.whyNot");
  const locale = useLocale();
  const id = useId();
  const list = useRef<HTMLUListElement>(null);
  const field = useRef<HTMLInputElement>(null);

  function move(event: KeyboardEvent) {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const buttons = [...(list.current?.querySelectorAll("button") ?? [])];
    if (event.key === "Enter" && event.target === field.current && products?.[0]) {
      event.preventDefault();
      onChoose(products[0]);
    }
    if (step === 0 || buttons.length === 0) return;
    event.preventDefault();
    const next = buttons.indexOf(document.activeElement as HTMLButtonElement) + step;
    if (next < 0) field.current?.focus();
    else buttons[Math.min(next, buttons.length - 1)].focus();
  }

  return (
    <div className="max-w-xl">
      <div className="relative">
        <Search
          aria-hidden
          className="pointer-events-none absolute start-3 top-1/2 size-4 -translate-y-1/2 text-ink-3"
        />
        <Input
          ref={field}
          type="search"
          value={text}
          maxLength={MAX_LENGTH}
          autoComplete="off"
          aria-label={t("search")}
          aria-controls={id}
          placeholder={t("placeholder")}
          className="ps-9"
          onKeyDown={move}
          onChange={({ target }) => onType(target.value)}
        />
      </div>
      <p role="status" className="sr-only">
        {products === null || isSearching ? "" : t("found", { count: products.length })}
      </p>
      <ul id={id} ref={list} hidden={products === null} className="mt-1 rounded-md border border-line">
        {products?.length === 0 && !isSearching ? (
          <li className="px-3 py-2 text-sm text-ink-2">{t("nothing")}</li>
        ) : null}
        {products?.map((product) => (
          <li key={product.productId} className="border-b border-line last:border-b-0">
            <button
              type="button"
              onKeyDown={move}
              onClick={() => onChoose(product)}
              className="w-full px-3 py-2 text-start text-sm hover:bg-hover"
            >
              <span className="num font-semibold">{product.code}</span> {productName(product, locale).first}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
