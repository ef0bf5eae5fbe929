import { ChevronLeft, ChevronRight } from "lucide-react";
import Link from "next/link";
import { getIntl } from "@/components/shell/get-intl";
import { Button } from "@/components/ui/button";
import { type ListQuery, listHref } from "@/lib/presentation/list-href";
import type { NeighboursView } from "@/lib/services/customer-list-view";

/** Back to the list, and on to the next or previous customer within its filter and order. */
export async function Neighbours({ neighbours, query }: { neighbours: NeighboursView; query: ListQuery }) {
  const { t } = await getIntl();
  const { list, previousCustomerId, nextCustomerId, page, position, total } = neighbours;
  const { from: _, ...listed } = query;
  const hrefOf = (customerId: string) => listHref(`/customers/${encodeURIComponent(customerId)}`, query, {});
  return (
    <div className="mb-2 flex items-center justify-between gap-4" data-chrome>
      <Link
        href={listHref(list === "today" ? "/" : "/customers", listed, { page: page === null ? null : String(page) })}
        className="-ms-1 inline-flex items-center gap-0.5 text-sm font-medium text-accent hover:underline"
      >
        <ChevronLeft aria-hidden className="size-4" />
        {t(list === "today" ? "shell.today" : "customer.back")}
      </Link>
      {position === null ? null : (
        <nav aria-label={t("common.pages")} className="flex items-center gap-1">
          <span className="num me-1 text-sm text-ink-2">{t("customer.position", { position, total })}</span>
          <Step href={previousCustomerId && hrefOf(previousCustomerId)} label={t("customer.previous")} isNext={false} />
          <Step href={nextCustomerId && hrefOf(nextCustomerId)} label={t("customer.next")} isNext />
        </nav>
      )}
    </div>
  );
}

function Step({ href, label, isNext }: { href: string | null; label: string; isNext: boolean }) {
  const icon = isNext ? <ChevronRight aria-hidden /> : <ChevronLeft aria-hidden />;
  if (href === null) {
    return (
      <Button size="icon" disabled aria-label={label}>
        {icon}
      </Button>
    );
  }
  return (
    <Button size="icon" asChild>
      <Link
        href={href}
        rel={isNext ? "next" : "prev"}
        data-neighbour
        aria-label={label}
        aria-keyshortcuts={isNext ? "]" : "["}
      >
        {icon}
      </Link>
    </Button>
  );
}
