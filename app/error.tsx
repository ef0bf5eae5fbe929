"use client";

import { ErrorPanel } from "@/components/shell/error-panel";

export default function ErrorPage({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  return (
    <main className="grid min-h-dvh place-items-center p-4">
      <ErrorPanel errorId={error.digest} retry={retry} />
    </main>
  );
}
