import type { Metadata } from "next";
import { getIntl } from "@/components/shell/get-intl";
import { NotFoundPanel } from "@/components/shell/not-found-panel";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getIntl()).t("errors.notFound") };
}

/** For an address that no page has. */
export default function NotFound() {
  return (
    <main className="grid min-h-dvh place-items-center p-4">
      <NotFoundPanel />
    </main>
  );
}
