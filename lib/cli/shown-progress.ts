import { stderr } from "node:process";
import { SingleBar } from "cli-progress";

export interface ShownProgress<Progress> {
  report(progress: Progress): void;
  end(): void;
}

interface Bar {
  readonly done: number;
  readonly total: number;
  /** Values of the other words in braces. */
  readonly words?: Readonly<Record<string, string | number>>;
}

/** A bar on a terminal, lines elsewhere; both on the error stream, so that the answer alone is on the other. */
export function shownProgress<Progress>(input: {
  /** What the bar shows: `{bar} {value}/{total}` and the words in braces. */
  readonly format: string;
  readonly barOf: (progress: Progress) => Bar;
  /** A line for where there is no terminal; null = nothing new to say. */
  readonly lineOf: (progress: Progress) => string | null;
}): ShownProgress<Progress> {
  if (!stderr.isTTY) {
    let last: string | null = null;
    return {
      report(progress) {
        const line = input.lineOf(progress);
        if (line !== null && line !== last) stderr.write(`${line}\n`);
        last = line ?? last;
      },
      end: () => undefined,
    };
  }
  const bar = new SingleBar({ format: input.format, hideCursor: true, stream: stderr, clearOnComplete: true });
  let isStarted = false;
  return {
    report(progress) {
      const { done, total, words = {} } = input.barOf(progress);
      if (!isStarted) bar.start(Math.max(1, total), 0, words);
      isStarted = true;
      bar.setTotal(Math.max(1, total));
      bar.update(done, words);
    },
    end: () => bar.stop(),
  };
}
