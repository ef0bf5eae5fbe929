import type { ReactNode } from "react";
import { cn } from "./cn";

interface EmptyStateProps {
  icon?: ReactNode;
  title: string;
  /** `h1` where it is all that the page says. */
  titleAs?: "h1" | "p";
  children?: ReactNode;
  action?: ReactNode;
  /** Wide for what has to be read, flat where it stands inside a list. */
  size?: "wide" | "flat";
  className?: string;
}

/** Why there is nothing here, and the next step. */
export function EmptyState({ icon, title, titleAs: Title = "p", children, action, size, className }: EmptyStateProps) {
  return (
    <div
      className={cn(
        "mx-auto flex flex-col items-center px-6 text-center",
        size === "wide" ? "max-w-2xl" : "max-w-md",
        size === "flat" ? "py-10" : "py-14",
        className,
      )}
    >
      {icon ? (
        <div
          aria-hidden
          className="mb-4 grid size-11 place-items-center rounded-full bg-sunken text-ink-2 [&_svg]:size-5"
        >
          {icon}
        </div>
      ) : null}
      <Title className="text-lg font-semibold">{title}</Title>
      {children ? <div className="mt-1 text-base text-ink-2">{children}</div> : null}
      {action ? <div className="mt-4 flex flex-wrap justify-center gap-2">{action}</div> : null}
    </div>
  );
}
