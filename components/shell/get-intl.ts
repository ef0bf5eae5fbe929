import "server-only";
import { cookies, headers } from "next/headers";
import { cache } from "react";
import { createTranslator } from "use-intl/core";
import { LOCALE_COOKIE, resolveLocale } from "@/lib/presentation/locale";
import { messagesFor } from "@/lib/presentation/messages/messages";

/** The reader's language and the translator over the whole catalogue, for server components. */
export const getIntl = cache(async () => {
  const locale = resolveLocale((await cookies()).get(LOCALE_COOKIE)?.value, (await headers()).get("accept-language"));
  const messages = messagesFor(locale);
  return { locale, messages, t: createTranslator({ locale, messages, timeZone: "UTC" }) };
});
