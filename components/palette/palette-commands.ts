import { fitsWords } from "./fits-words";

export interface Command {
  readonly key: string;
  readonly label: string;
  run(): void;
}

const MOST_SHOWN = 6;

/** Commands whose label holds the beginnings of all words typed; all of them while nothing is typed. */
export function commandsFor(commands: readonly Command[], text: string): Command[] {
  if (text.trim() === "") return [...commands];
  return commands.filter(({ label }) => fitsWords(label, text)).slice(0, MOST_SHOWN);
}

const SHORTEST_ADDRESS = 3;

/** Whether the command itself is meant: what was typed begins like it. "Dark" may be a part, "theme dark" is none. */
export function isAddressed({ label }: Command, text: string): boolean {
  const typed = text.trim().toLowerCase();
  return typed.length >= SHORTEST_ADDRESS && fitsWords(label.split(/[^\p{L}]+/u)[0], typed.split(/\s+/)[0]);
}
