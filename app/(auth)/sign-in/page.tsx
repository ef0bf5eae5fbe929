import { Check, FlaskConical } from "lucide-react";
import type { Metadata } from "next";
import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { Logo } from "@/components/shell/logo";
import { getAuth } from "@/lib/auth/auth";
import { ownPath } from "@/lib/auth/own-path";
import { findCaller } from "@/lib/auth/require-caller";
import { LOCALE_COOKIE, resolveLocale } from "@/lib/presentation/locale";
import { SignInButton } from "./client";
import { SIGN_IN_MESSAGES, type SignInMessages } from "./messages";

export const metadata: Metadata = { title: "Sign in" };

type SearchParams = Promise<Record<string, string | string[] | undefined>>;

const single = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);

function errorText(code: string, errors: SignInMessages["errors"]): string {
  return Object.hasOwn(errors, code) ? errors[code as keyof typeof errors] : errors.other;
}

export default async function SignInPage({ searchParams }: { searchParams: SearchParams }) {
  const { config } = getAuth();
  const query = await searchParams;
  const callbackUrl = ownPath(single(query.callbackUrl), config.baseUrl);
  const error = single(query.error);
  if (!error && (await findCaller())) redirect(callbackUrl);

  const locale = resolveLocale((await cookies()).get(LOCALE_COOKIE)?.value, (await headers()).get("accept-language"));
  const t = SIGN_IN_MESSAGES[locale];
  return (
    <main className="grid min-h-dvh lg:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]">
      <section className="hidden flex-col justify-between bg-rail p-12 text-rail-ink lg:flex">
        <Wordmark />
        <div className="max-w-md">
          <p className="text-balance font-semibold text-3xl leading-tight">{t.promise}</p>
          <ul className="mt-8 space-y-3 text-rail-ink-2">
            {t.points.map((point) => (
              <li key={point} className="flex gap-3">
                <Check aria-hidden className="mt-0.5 size-5 shrink-0 text-rail-mark" />
                {point}
              </li>
            ))}
          </ul>
        </div>
        <div />
      </section>
      <section className="flex flex-col items-center justify-center bg-canvas px-4 py-10">
        <div className="w-full max-w-sm">
          <div className="mb-8 text-ink lg:hidden">
            <Wordmark />
          </div>
          <h1 className="font-semibold text-2xl text-ink">{t.title}</h1>
          <p className="mt-2 mb-6 text-ink-2">{t.lead}</p>
          {error ? (
            <p role="alert" className="mb-4 rounded-md bg-danger-soft px-3 py-2.5 text-danger text-sm">
              {errorText(error, t.errors)}
            </p>
          ) : null}
          {single(query.signedOut) && !error ? (
            <p role="status" className="mb-4 rounded-md bg-ok-soft px-3 py-2.5 text-ok text-sm">
              {t.signedOut}
            </p>
          ) : null}
          <SignInButton callbackUrl={callbackUrl} label={t.button} busyLabel={t.opening} />
          {config.demoSignIn ? (
            <div className="mt-8 flex gap-3 rounded-lg border border-line bg-surface p-4 text-sm">
              <FlaskConical aria-hidden className="mt-0.5 size-5 shrink-0 text-ink-3" />
              <div>
                <p className="font-medium text-ink">{t.demoTitle}</p>
                <p className="mt-1 text-ink-2">
                  {t.demo} <code className="rounded bg-sunken px-1.5 py-0.5 text-ink">partwise</code>
                </p>
              </div>
            </div>
          ) : null}
        </div>
      </section>
    </main>
  );
}

function Wordmark() {
  return (
    <p className="flex items-center gap-2.5 font-semibold text-lg tracking-tight">
      <Logo className="size-8" />
      Partwise
    </p>
  );
}
