import type { TextList } from "@/lib/domain/snapshot";

/** Many strings as one: UTF-8 bytes and, for n strings, n + 1 byte offsets. */
export interface TextColumn {
  readonly offset: Uint32Array;
  readonly bytes: Uint8Array;
}

export function packText(values: readonly string[]): TextColumn {
  const writer = new TextColumnWriter();
  for (const value of values) writer.push(value);
  return writer.finish();
}

export function unpackText({ offset, bytes }: TextColumn): string[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = offset.length - 1;
  const values = new Array<string>(count);
  const whole = buffer.toString("latin1");
  const isAscii = buffer.length === Buffer.byteLength(whole, "utf8");
  for (let index = 0; index < count; index++) {
    values[index] = isAscii
      ? whole.substring(offset[index], offset[index + 1])
      : buffer.toString("utf8", offset[index], offset[index + 1]);
  }
  return values;
}

/** The strings of a column, each made when it is asked for: ten million order ids as strings take half a gigabyte. */
export class TextColumnList<Text extends string> implements TextList<Text> {
  readonly length: number;
  private readonly offset: Uint32Array;
  private readonly bytes: Buffer;

  constructor({ offset, bytes }: TextColumn) {
    this.length = offset.length - 1;
    this.offset = offset;
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  at(index: number): Text | undefined {
    if (!(index >= 0 && index < this.length)) return undefined;
    return this.bytes.toString("utf8", this.offset[index], this.offset[index + 1]) as Text;
  }

  *[Symbol.iterator](): Iterator<Text> {
    for (let index = 0; index < this.length; index++) yield this.at(index) as Text;
  }
}

/** Collects strings without keeping them as strings: ten million order ids take 100 MB instead of half a gigabyte. */
export class TextColumnWriter {
  private offset = new Uint32Array(1024);
  private bytes = Buffer.allocUnsafe(16 * 1024);
  private length = 0;
  count = 0;

  push(value: string): void {
    const most = this.length + value.length * 3;
    if (most > this.bytes.length)
      this.bytes = Buffer.concat([this.bytes.subarray(0, this.length)], Math.max(most, this.bytes.length * 2));
    this.length += this.bytes.write(value, this.length, "utf8");
    this.count++;
    if (this.count >= this.offset.length) {
      const larger = new Uint32Array(this.offset.length * 2);
      larger.set(this.offset);
      this.offset = larger;
    }
    this.offset[this.count] = this.length;
  }

  finish(): TextColumn {
    return { offset: this.offset.slice(0, this.count + 1), bytes: this.bytes.subarray(0, this.length) };
  }
}

/** A column of few distinct values: the values without "" in code-unit order, and each row's index among them (-1 = ""). */
export class DictionaryWriter {
  private readonly place = new Map<string, number>();
  private readonly rows: number[] = [];

  push(value: string): void {
    let place = value === "" ? -1 : this.place.get(value);
    if (place === undefined) {
      place = this.place.size;
      this.place.set(value, place);
    }
    this.rows.push(place);
  }

  finish(): { values: string[]; index: Int32Array } {
    const values = [...this.place.keys()].sort();
    const sorted = new Int32Array(values.length);
    for (const [index, value] of values.entries()) sorted[this.place.get(value) as number] = index;
    return { values, index: Int32Array.from(this.rows, (place) => (place < 0 ? -1 : sorted[place])) };
  }
}
