"use client";

import { ErrorPanel } from "@/components/shell/error-panel";

export default function ErrorPage({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  return (
    <div className="grid flex-1 place-items-center">
      <ErrorPanel errorId={error.digest} retry={retry} />
    </div>
  );
}
