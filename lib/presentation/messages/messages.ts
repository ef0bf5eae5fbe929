import type { Locale } from "../locale";
import * as en from "./en";
import * as uk from "./uk";

/** The English catalogue is the master: the Ukrainian one is typed against it, so a missing key is a type error. */
export type Messages = typeof en;

const CATALOGUES: Record<Locale, Messages> = { en, uk };

/** A plain object, so that it can cross from a server component to a client one. */
export function messagesFor(locale: Locale): Messages {
  return { ...CATALOGUES[locale] };
}

declare module "use-intl/core" {
  interface AppConfig {
    Locale: Locale;
    Messages: Messages;
  }
}
