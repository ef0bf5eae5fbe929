"use client";

import { useRouter } from "next/navigation";
import { CustomerNote } from "@/components/customer/customer-note";
import type { NoteView } from "@/lib/services/customer-view";
import { saveNote } from "../../outcome-actions";

/** The customer's note, joined to the action that keeps it. */
export function Note({ customerId, note }: { customerId: string; note: NoteView }) {
  const router = useRouter();
  return <CustomerNote customerId={customerId} initial={note} save={saveNote} reload={() => router.refresh()} />;
}
