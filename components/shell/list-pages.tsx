import type { ReactNode } from "react";
import { Pagination } from "@/components/ui/pagination";
import type { Page } from "@/lib/services/views";
import { getIntl } from "./get-intl";

interface ListPagesProps {
  list: Pick<Page<unknown>, "total" | "page" | "pageSize">;
  hrefOf: (page: number) => string;
  /** What stands before the links. */
  position?: ReactNode;
}

/** Under a list: the way to its other pages; nothing where it has one page only. */
export async function ListPages({ list: { total, page, pageSize }, hrefOf, position }: ListPagesProps) {
  const count = Math.ceil(total / pageSize);
  if (count <= 1) return null;
  const { t } = await getIntl();
  return (
    <div className="flex items-center justify-between gap-4 border-t border-line px-4 py-3 sm:px-5">
      <p className="num text-sm text-ink-2 max-sm:sr-only">{position}</p>
      <Pagination
        page={page}
        pageCount={count}
        hrefOf={hrefOf}
        labels={{
          navigation: t("common.pages"),
          previous: t("common.previousPage"),
          next: t("common.nextPage"),
          position: t("common.pageOf", { page, count }),
        }}
      />
    </div>
  );
}
