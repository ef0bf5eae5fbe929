"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { useOverflow } from "./use-overflow";

export interface Column<Row> {
  key: string;
  header: string;
  cell: (row: Row) => ReactNode;
  numeric?: boolean;
  /** Where the header leads, and how the table is sorted by this column now. */
  sort?: { href: string; direction: "asc" | "desc" | null };
  /**
   * On a phone a row is a card: `title` heads it with `value` at its end, `wide` takes two of three places, `bare` too
   * and without its label, `tail` is one at the end, `full` a line, `hide` leaves it out.
   */
  phone?: "title" | "value" | "wide" | "bare" | "tail" | "full" | "hide";
  className?: string;
}

interface DataTableProps<Row> {
  /** Names the table for a screen reader. */
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** Rows hold a link marked `data-row-link`: the keys j and k move over them. */
  hasRowLinks?: boolean;
  sortLabels?: { asc: string; desc: string };
  className?: string;
}

/** A real table; under 40rem its rows read as cards. Sorting is a link, so the server does it over all rows. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { caption, columns, rows, rowKey, hasRowLinks = false, sortLabels, className } = props;
  const [isOverflowing, box] = useOverflow();
  return (
    // Heads stick to the page on a wide screen, which they cannot inside a box that scrolls: it does so only if it must.
    <div ref={box} className={isOverflowing ? "overflow-x-auto" : "max-xl:overflow-x-auto xl:[--table-top:3.5rem]"}>
      <table className={cn("data-table", className)}>
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.key}
                scope="col"
                data-numeric={column.numeric || undefined}
                className={column.className}
                aria-sort={ariaSortOf(column.sort?.direction)}
              >
                {column.sort ? <SortLink column={column} labels={sortLabels} /> : column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)} data-row={hasRowLinks || undefined}>
              {columns.map((column) => (
                <td
                  key={column.key}
                  data-numeric={column.numeric || undefined}
                  data-label={column.header}
                  data-phone={column.phone}
                  className={column.className}
                >
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ariaSortOf(direction: "asc" | "desc" | null | undefined) {
  if (!direction) return undefined;
  return direction === "asc" ? "ascending" : "descending";
}

function SortLink<Row>({ column, labels }: { column: Column<Row>; labels?: { asc: string; desc: string } }) {
  const { href, direction } = column.sort!;
  const Arrow = direction === "asc" ? ArrowUp : ArrowDown;
  return (
    <Link
      href={href}
      scroll={false}
      className={cn("group relative inline-block hover:text-ink", direction && "font-semibold text-ink")}
    >
      {column.header}
      <Arrow
        aria-hidden
        className={cn(
          "absolute top-1/2 size-3 -translate-y-1/2",
          column.numeric ? "end-full me-px" : "start-full ms-px",
          !direction && "opacity-0 group-hover:opacity-60 group-focus-visible:opacity-60",
        )}
      />
      {direction && labels ? <span className="sr-only">, {labels[direction]}</span> : null}
    </Link>
  );
}
