/** What was typed before there was a field for it. */
export interface TypedAhead {
  readonly text: string;
  readonly hasEntered: boolean;
}

export const NOTHING_TYPED: TypedAhead = { text: "", hasEntered: false };

/** What stands typed after one more key (`event.key`); null where the key is not for the field. */
export function typedAhead(before: TypedAhead, key: string): TypedAhead | null {
  if (key === "Backspace") return { text: [...before.text].slice(0, -1).join(""), hasEntered: false };
  if (key === "Enter") return { ...before, hasEntered: before.text.trim() !== "" };
  // Named keys have more than one character: "Tab", "ArrowDown", "Dead".
  return [...key].length === 1 ? { text: before.text + key, hasEntered: false } : null;
}
