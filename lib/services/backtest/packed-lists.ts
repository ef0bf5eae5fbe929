import { z } from "zod";
import { AppError } from "@/lib/domain/app-error";

/** What one model listed for each measured user of one window; rows go with `users`. */
export interface WindowLists {
  /** ISO instant. */
  readonly cutoff: string;
  /** User indices of the snapshot. */
  readonly users: Int32Array;
  /** Item indices of the snapshot, best first. */
  readonly lists: readonly Int32Array[];
}

/** The lists behind one model of a report: what its figures were counted from, so that each can be counted anew. */
export interface ModelLists {
  readonly snapshotId: string;
  readonly model: string;
  readonly windows: readonly WindowLists[];
}

const MAX_LIST = 1000;
const packed = z.string().regex(/^[A-Za-z0-9+/]*={0,2}$/);
const schema = z.object({
  schemaVersion: z.literal(1),
  snapshotId: z.string().min(1).max(200),
  model: z.string().min(1).max(200),
  windows: z.array(z.object({ cutoff: z.iso.datetime(), users: packed, lengths: packed, items: packed })).max(100),
});

/** JSON with the columns as little-endian 32-bit integers in base64: a tenth of what arrays of numbers take to parse. */
export function packLists({ snapshotId, model, windows }: ModelLists): string {
  const file: z.input<typeof schema> = {
    schemaVersion: 1,
    snapshotId,
    model,
    windows: windows.map(({ cutoff, users, lists }) => ({
      cutoff,
      users: packInt32(users),
      lengths: packInt32(Int32Array.from(lists, (list) => list.length)),
      items: packInt32(Int32Array.from(lists.flatMap((list) => Array.from(list)))),
    })),
  };
  return JSON.stringify(file);
}

/** Throws AppError `corrupt` when the text is no such file. */
export function unpackLists(text: string): ModelLists {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new AppError("corrupt", "The stored lists are not JSON.", { cause });
  }
  const result = schema.safeParse(json);
  if (!result.success) throw new AppError("corrupt", "The stored lists are not of this version.");
  const { snapshotId, model, windows } = result.data;
  return { snapshotId, model, windows: windows.map(unpackWindow) };
}

function unpackWindow({ cutoff, users: who, lengths: long, items: what }: z.output<typeof schema>["windows"][number]) {
  const [users, lengths, items] = [who, long, what].map(unpackInt32);
  const total = lengths.reduce((sum, length) => sum + length, 0);
  const isWhole = users.length === lengths.length && total === items.length;
  if (!isWhole || lengths.some((length) => length < 0 || length > MAX_LIST)) {
    throw new AppError("corrupt", "The stored lists have columns of different lengths.");
  }
  let from = 0;
  const lists = Array.from(lengths, (length) => {
    from += length;
    return items.subarray(from - length, from);
  });
  return { cutoff, users, lists };
}

function packInt32(values: Int32Array): string {
  const bytes = Buffer.alloc(values.length * 4);
  for (let at = 0; at < values.length; at++) bytes.writeInt32LE(values[at], at * 4);
  return bytes.toString("base64");
}

function unpackInt32(text: string): Int32Array {
  const bytes = Buffer.from(text, "base64");
  const values = new Int32Array(bytes.length >> 2);
  for (let at = 0; at < values.length; at++) values[at] = bytes.readInt32LE(at * 4);
  return values;
}
