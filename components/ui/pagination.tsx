import { ChevronLeft, ChevronRight } from "lucide-react";
import Link from "next/link";
import { Button } from "./button";

interface PaginationProps {
  page: number;
  pageCount: number;
  hrefOf: (page: number) => string;
  labels: { navigation: string; previous: string; next: string; position: string };
}

/** Previous and next as links, so that they work without script and can be opened in a tab. */
export function Pagination({ page, pageCount, hrefOf, labels }: PaginationProps) {
  if (pageCount <= 1) return null;
  return (
    <nav aria-label={labels.navigation} className="flex items-center gap-2">
      <span className="num me-1 text-sm text-ink-2">{labels.position}</span>
      <Step href={page > 1 ? hrefOf(page - 1) : null} label={labels.previous} rel="prev">
        <ChevronLeft aria-hidden />
      </Step>
      <Step href={page < pageCount ? hrefOf(page + 1) : null} label={labels.next} rel="next">
        <ChevronRight aria-hidden />
      </Step>
    </nav>
  );
}

function Step({
  href,
  label,
  rel,
  children,
}: {
  href: string | null;
  label: string;
  rel: string;
  children: React.ReactNode;
}) {
  if (href === null) {
    return (
      <Button size="icon" disabled aria-label={label}>
        {children}
      </Button>
    );
  }
  return (
    <Button size="icon" asChild>
      <Link href={href} rel={rel} aria-label={label}>
        {children}
      </Link>
    </Button>
  );
}
