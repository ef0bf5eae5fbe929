"use client";

import "./globals.css";

/** When even the frame fails there is no catalogue to read from: both languages, few words. */
export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="en">
      <body className="grid min-h-dvh place-items-center p-6">
        <title>Partwise</title>
        <main role="alert" className="max-w-md space-y-3 text-center">
          <h1 className="text-xl">Partwise could not open this page</h1>
          <p className="text-ink-2">
            Nothing was changed. Try again; if it stays, tell your administrator the number below.
          </p>
          <p lang="uk" className="text-ink-2">
            Нічого не змінено. Спробуйте ще раз; якщо повториться, назвіть адміністратору номер нижче.
          </p>
          {error.digest ? <p className="num text-sm text-ink-3">{error.digest}</p> : null}
          <p>
            <a href="/" className="font-medium text-accent underline">
              Partwise
            </a>
          </p>
        </main>
      </body>
    </html>
  );
}
