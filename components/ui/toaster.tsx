"use client";

import { useTheme } from "next-themes";
import { Toaster as Sonner } from "sonner";

/** In one file with the place where toasts appear, which every page has loaded: a message must not need the network. */
export { toast } from "sonner";

/** Where toasts appear. Load this file when one is needed. */
export function Toaster({ label }: { label: string }) {
  const { resolvedTheme } = useTheme();
  return (
    <Sonner
      theme={resolvedTheme === "dark" ? "dark" : "light"}
      position="bottom-right"
      containerAriaLabel={label}
      toastOptions={{
        style: {
          background: "var(--surface)",
          color: "var(--ink)",
          borderColor: "var(--line)",
          fontFamily: "inherit",
          boxShadow: "var(--shadow-2)",
        },
      }}
    />
  );
}
