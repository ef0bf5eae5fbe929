"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { cn } from "@/components/ui/cn";

interface ProductLinkProps {
  productId: string;
  code: string;
  className?: string;
  /** The code, unless something else stands for the product. */
  children?: ReactNode;
}

/** The address of a product's own page. */
export const productPageHref = (productId: string) => `/products/${encodeURIComponent(productId)}`;

/** A product's code that leads to its page, also inside a row that is a link itself. */
export function ProductLink({ productId, code, className, children }: ProductLinkProps) {
  const t = useTranslations("products");
  return (
    <Link
      href={productPageHref(productId)}
      prefetch={false}
      aria-label={children ? undefined : t("open", { code })}
      className={cn("num relative z-10 hover:text-accent hover:underline", className ?? "font-semibold")}
    >
      {children ?? code}
    </Link>
  );
}
