import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";

/** A sheet of content on the canvas. */
export function Card({ className, ...props }: ComponentProps<"section">) {
  return <section className={cn("rounded-lg border border-line bg-surface shadow-card", className)} {...props} />;
}

interface CardHeaderProps {
  title: ReactNode;
  id?: string;
  description?: ReactNode;
  actions?: ReactNode;
  /** In place of the usual room below. */
  className?: string;
}

export function CardHeader({ title, id, description, actions, className }: CardHeaderProps) {
  return (
    <header
      className={cn(
        "flex flex-wrap items-start justify-between gap-x-4 gap-y-2 px-(--panel-p) pt-(--panel-p)",
        className ?? "pb-3",
      )}
    >
      <div className="min-w-0">
        <h2 id={id} className="text-lg">
          {title}
        </h2>
        {description ? <p className="mt-0.5 max-w-3xl text-sm text-ink-2">{description}</p> : null}
      </div>
      {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
    </header>
  );
}

export function CardBody({ className, ...props }: ComponentProps<"div">) {
  return <div className={cn("px-(--panel-p) pb-(--panel-p)", className)} {...props} />;
}
