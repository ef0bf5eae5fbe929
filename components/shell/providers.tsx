"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { ThemeProvider } from "next-themes";
import { type ReactNode, useState } from "react";
import { IntlProvider } from "use-intl";
import { TooltipProvider } from "@/components/ui/tooltip";
import type { Locale } from "@/lib/presentation/locale";
import type { Messages } from "@/lib/presentation/messages/messages";

interface ProvidersProps {
  locale: Locale;
  messages: Messages;
  /** Of the request's content security policy: the theme script runs before the first paint. */
  nonce: string | undefined;
  children: ReactNode;
}

/** Nothing to show at first: loaded after the page. */
const Toaster = dynamic(() => import("@/components/ui/toaster").then(({ Toaster }) => Toaster), { ssr: false });

const STALE_MS = 30_000;

/** What every client component may rely on: words, theme, queries, tooltips, toasts. */
export function Providers({ locale, messages, nonce, children }: ProvidersProps) {
  const [queries] = useState(
    () =>
      new QueryClient({ defaultOptions: { queries: { staleTime: STALE_MS, retry: 1, refetchOnWindowFocus: false } } }),
  );
  return (
    <ThemeProvider attribute="class" defaultTheme="system" enableSystem disableTransitionOnChange nonce={nonce}>
      <IntlProvider locale={locale} messages={messages} timeZone="UTC">
        <QueryClientProvider client={queries}>
          <TooltipProvider delayDuration={300}>{children}</TooltipProvider>
          <Toaster label={messages.shell.notifications} />
        </QueryClientProvider>
      </IntlProvider>
    </ThemeProvider>
  );
}
