import type { getIntl } from "@/components/shell/get-intl";

type Intl = Awaited<ReturnType<typeof getIntl>>;

/** Why a line was refused, in words; a reason that has none yet keeps its key. */
export function wordRejection({ t, messages }: Pick<Intl, "t" | "messages">, reason: string): string {
  return Object.hasOwn(messages.data.reasons, reason)
    ? t(`data.reasons.${reason as keyof typeof messages.data.reasons}`)
    : reason;
}
