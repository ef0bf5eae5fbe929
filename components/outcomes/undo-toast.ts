/** How long an action can be taken back from its message, ms. */
const UNDO_MS = 12_000;

/** Says what was done, with one way on: taking it back. */
export async function undoToast(message: string, action: { label: string; run: () => void }): Promise<void> {
  const { toast } = await import("@/components/ui/toaster");
  toast(message, { duration: UNDO_MS, action: { label: action.label, onClick: action.run } });
}

/** Says what went wrong, with a way on where there is one. */
export async function failureToast(
  message: string,
  { description, action }: { description?: string; action?: { label: string; run: () => void } } = {},
): Promise<void> {
  const { toast } = await import("@/components/ui/toaster");
  toast.error(message, {
    duration: UNDO_MS,
    description,
    ...(action ? { action: { label: action.label, onClick: action.run } } : {}),
  });
}

export async function messageToast(message: string): Promise<void> {
  const { toast } = await import("@/components/ui/toaster");
  toast(message);
}
