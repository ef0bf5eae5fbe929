import { ChevronLeft } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";

/** One level up, above a page's title. */
export function BackLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link
      href={href}
      className="mb-1 inline-flex items-center gap-0.5 text-sm text-ink-2 hover:text-ink hover:underline"
      data-chrome
    >
      <ChevronLeft aria-hidden className="size-4" />
      {children}
    </Link>
  );
}
