import type { ComponentProps } from "react";
import { PageHeader } from "./page-header";
import { ProblemPanel } from "./problem-panel";

/** A page that could not be answered: its head, and what the reader can do. */
export function ProblemPage({ title, ...problem }: { title: string } & ComponentProps<typeof ProblemPanel>) {
  return (
    <>
      <PageHeader title={title} />
      <ProblemPanel {...problem} />
    </>
  );
}
