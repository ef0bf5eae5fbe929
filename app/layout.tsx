import type { Metadata, Viewport } from "next";
import localFont from "next/font/local";
import { cookies, headers } from "next/headers";
import type { ReactNode } from "react";
import { DENSITY_COOKIE, resolveDensity } from "@/components/shell/density";
import { getIntl } from "@/components/shell/get-intl";
import { Providers } from "@/components/shell/providers";
import "./globals.css";

// Two files by script, as the browser needs them: IBM Plex Sans (SIL OFL 1.1, public/fonts/OFL.txt).
const plexLatin = localFont({
  src: "../public/fonts/ibm-plex-sans-latin-wght-normal.woff2",
  weight: "100 700",
  display: "swap",
  variable: "--font-plex-latin",
  adjustFontFallback: false,
  declarations: [
    {
      prop: "unicode-range",
      value:
        "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD",
    },
  ],
});

const plexCyrillic = localFont({
  src: "../public/fonts/ibm-plex-sans-cyrillic-wght-normal.woff2",
  weight: "100 700",
  display: "swap",
  variable: "--font-plex-cyrillic",
  declarations: [{ prop: "unicode-range", value: "U+0301,U+0400-045F,U+0490-0491,U+04B0-04B1,U+2116" }],
});

export const metadata: Metadata = {
  title: { default: "Partwise", template: "%s · Partwise" },
  description: "Which part to offer to which customer, and why.",
  robots: { index: false, follow: false },
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#10262d" },
    { media: "(prefers-color-scheme: dark)", color: "#0a0f11" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const { locale, messages } = await getIntl();
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  const density = resolveDensity((await cookies()).get(DENSITY_COOKIE)?.value);
  return (
    <html
      lang={locale}
      data-density={density}
      className={`${plexLatin.variable} ${plexCyrillic.variable}`}
      suppressHydrationWarning
    >
      <body className="min-h-dvh">
        <Providers locale={locale} messages={messages} nonce={nonce}>
          {children}
        </Providers>
      </body>
    </html>
  );
}
