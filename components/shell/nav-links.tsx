"use client";

import {
  Boxes,
  CalendarCheck2,
  ChartLine,
  ChartPie,
  Database,
  Package,
  PhoneCall,
  Scale,
  ScrollText,
  Users,
} from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "use-intl";
import { cn } from "@/components/ui/cn";
import type { Role } from "@/lib/domain/caller";

/** The screens of the app, in the order of the rail. */
export const PAGES = [
  { href: "/", key: "today", icon: CalendarCheck2, roles: ["rep", "manager", "admin"] },
  { href: "/customers", key: "customers", icon: Users, roles: ["rep", "manager", "admin"] },
  { href: "/products", key: "products", icon: Package, roles: ["rep", "manager", "admin"] },
  { href: "/performance", key: "performance", icon: ChartLine, roles: ["manager", "admin"] },
  { href: "/coverage", key: "coverage", icon: PhoneCall, roles: ["rep", "manager", "admin"] },
  { href: "/segments", key: "segments", icon: ChartPie, roles: ["manager", "admin"] },
  { href: "/models", key: "models", icon: Boxes, roles: ["manager", "admin"] },
  { href: "/rules", key: "rules", icon: Scale, roles: ["rep", "manager", "admin"] },
  { href: "/data", key: "data", icon: Database, roles: ["admin"] },
  { href: "/admin", key: "audit", icon: ScrollText, roles: ["admin"] },
] as const satisfies readonly { href: string; key: string; icon: typeof Users; roles: readonly Role[] }[];

const isCurrent = (href: string, path: string) =>
  href === "/" ? path === "/" : path === href || path.startsWith(`${href}/`);

/** The screens this role may open: a column in the rail, icons only on a tablet; a bar at the bottom of a phone. */
export function NavLinks({ role, placement }: { role: Role; placement: "rail" | "bar" }) {
  const t = useTranslations("shell");
  const path = usePathname();
  const isRail = placement === "rail";
  return (
    <nav aria-label={t("navigation")}>
      <ul
        className={
          isRail ? "flex flex-col gap-0.5 px-2" : "grid auto-cols-[minmax(4.25rem,1fr)] grid-flow-col overflow-x-auto"
        }
      >
        {PAGES.filter(({ roles }) => (roles as readonly Role[]).includes(role)).map(({ href, key, icon: Icon }) => {
          const current = isCurrent(href, path);
          return (
            <li key={href}>
              <Link
                href={href}
                title={isRail ? t(key) : undefined}
                aria-current={current ? "page" : undefined}
                className={cn(
                  "relative flex items-center outline-offset-[-2px] hover:text-rail-ink focus-visible:outline-rail-mark",
                  isRail
                    ? "h-10 gap-3 rounded-md px-3 text-base font-medium max-lg:justify-center max-lg:px-0"
                    : "h-14 flex-col justify-center gap-0.5 px-1 text-2xs",
                  current ? "text-rail-ink" : "text-rail-ink-2",
                  isRail && (current ? "bg-rail-active" : "hover:bg-rail-hover"),
                )}
              >
                {current ? (
                  <span
                    aria-hidden
                    className={cn(
                      "absolute bg-rail-mark",
                      isRail ? "inset-y-2 start-0 w-[3px] rounded-e" : "inset-x-5 top-0 h-[3px] rounded-b",
                    )}
                  />
                ) : null}
                <Icon aria-hidden className="size-[1.125rem] shrink-0" strokeWidth={1.9} />
                <span className={cn("max-w-full truncate", isRail && "max-lg:sr-only")}>{t(key)}</span>
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
