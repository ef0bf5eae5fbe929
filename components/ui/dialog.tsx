"use client";

import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "./cn";

export const Dialog = Radix.Root;
export const DialogTrigger = Radix.Trigger;

interface DialogContentProps {
  title: string;
  description?: string;
  /** The name of the closing button, in the reader's language. */
  closeLabel: string;
  children: ReactNode;
}

export function DialogContent({ title, description, closeLabel, children }: DialogContentProps) {
  return (
    <Radix.Portal>
      <Radix.Overlay className="fixed inset-0 z-40 bg-black/45" />
      <Radix.Content
        {...(description ? {} : { "aria-describedby": undefined })}
        className={cn(
          "fixed z-50 flex flex-col overflow-hidden border border-line bg-surface shadow-float",
          "top-[12vh] left-1/2 max-h-[76vh] w-[min(34rem,calc(100vw-1.5rem))] -translate-x-1/2 rounded-lg",
        )}
      >
        <header className="flex items-start justify-between gap-4 border-b border-line px-5 py-3.5">
          <div>
            <Radix.Title className="text-lg">{title}</Radix.Title>
            {description ? <Radix.Description className="text-sm text-ink-2">{description}</Radix.Description> : null}
          </div>
          <Radix.Close
            aria-label={closeLabel}
            className="-me-1.5 rounded-md p-1.5 text-ink-2 hover:bg-sunken hover:text-ink"
          >
            <X aria-hidden className="size-4" />
          </Radix.Close>
        </header>
        <div className="overflow-y-auto px-5 py-4">{children}</div>
      </Radix.Content>
    </Radix.Portal>
  );
}
