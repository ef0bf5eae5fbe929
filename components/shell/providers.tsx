"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { ThemeProvider } from "next-themes";
import { type ReactNode, useEffect, useState } from "react";
import { IntlProvider } from "use-intl";
import { useDeferred } from "@/components/ui/use-deferred";
import type { Locale } from "@/lib/presentation/locale";
import type { Messages } from "@/lib/presentation/messages/messages";

interface ProvidersProps {
  locale: Locale;
  messages: Messages;
  /** Of the request's content security policy: the theme script runs before the first paint. */
  nonce: string | undefined;
  children: ReactNode;
}

const loadToaster = () => import("@/components/ui/toaster");

const STALE_MS = 30_000;

/** What every client component may rely on: words, theme, queries, toasts. */
export function Providers({ locale, messages, nonce, children }: ProvidersProps) {
  const [queries] = useState(
    () =>
      new QueryClient({ defaultOptions: { queries: { staleTime: STALE_MS, retry: 1, refetchOnWindowFocus: false } } }),
  );
  // Nothing to show at first: fetched once the page works, so that a message later does not need the network.
  const [toaster, fetchToaster] = useDeferred(loadToaster);
  useEffect(fetchToaster, [fetchToaster]);
  return (
    <ThemeProvider attribute="class" defaultTheme="system" enableSystem disableTransitionOnChange nonce={nonce}>
      <IntlProvider locale={locale} messages={messages} timeZone="UTC">
        <QueryClientProvider client={queries}>
          {children}
          {toaster ? <toaster.Toaster label={messages.shell.notifications} /> : null}
        </QueryClientProvider>
      </IntlProvider>
    </ThemeProvider>
  );
}
