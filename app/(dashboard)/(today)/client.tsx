"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { CallQueue } from "@/components/today/call-queue";
import { PutOff } from "@/components/today/put-off";
import type { ListQuery } from "@/lib/presentation/list-href";
import type { QueueRow, TodayView } from "@/lib/services/today-view";
import { recordOutcomes, saveNote, undoOutcomes } from "../outcome-actions";

const WRITES = { record: recordOutcomes, undo: undoOutcomes, saveNote };

/** The queue, joined to the actions that log a call. */
export function Queue(props: {
  rows: QueueRow[];
  query: ListQuery;
  firstPosition: number;
  asOf: string;
  showOwner: boolean;
}) {
  return <CallQueue {...props} writes={WRITES} refresh={useRefresh()} />;
}

/** What is put off, joined to the actions that bring it back. */
export function Later({ later }: { later: TodayView["later"] }) {
  return <PutOff later={later} writes={WRITES} refresh={useRefresh()} />;
}

function useRefresh(): () => void {
  const router = useRouter();
  const [, start] = useTransition();
  return () => start(() => router.refresh());
}
