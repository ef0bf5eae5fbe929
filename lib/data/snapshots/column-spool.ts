import { closeSync, openSync, writeSync } from "node:fs";

/** Values held before they go to disk. */
const BUFFERED = 64 * 1024;
const BUFFERED_BYTES = 1 << 20;

/** A column whose bytes lie in a file of their own, to be copied into the snapshot's. */
export interface SpooledColumn {
  readonly path: string;
  /** Elements, not bytes. */
  readonly length: number;
  readonly byteLength: number;
}

type Numbers = Int32Array | Uint32Array | Float64Array;

/** Collects numbers in a file: millions of them take no memory. Close it with `finish`, or `discard` on failure. */
export class NumberSpool {
  private readonly file: number;
  private readonly buffer: Numbers;
  private used = 0;
  private length = 0;

  constructor(
    private readonly path: string,
    type: new (length: number) => Numbers,
  ) {
    this.file = openSync(path, "wx");
    this.buffer = new type(BUFFERED);
  }

  push(value: number): void {
    if (this.used === BUFFERED) this.flush();
    this.buffer[this.used++] = value;
  }

  finish(): SpooledColumn {
    this.flush();
    closeSync(this.file);
    return { path: this.path, length: this.length, byteLength: this.length * this.buffer.BYTES_PER_ELEMENT };
  }

  private flush(): void {
    writeWhole(this.file, new Uint8Array(this.buffer.buffer, 0, this.used * this.buffer.BYTES_PER_ELEMENT));
    this.length += this.used;
    this.used = 0;
  }
}

/** Collects strings in two files: their UTF-8 bytes one after the other, and for n strings n + 1 byte offsets. */
export class TextSpool {
  private readonly file: number;
  private readonly bytesPath: string;
  private readonly buffer = Buffer.allocUnsafe(BUFFERED_BYTES);
  private readonly offset: NumberSpool;
  private used = 0;
  private written = 0;
  count = 0;

  constructor(path: string) {
    this.bytesPath = `${path}.bytes`;
    this.file = openSync(this.bytesPath, "wx");
    this.offset = new NumberSpool(`${path}.offset`, Uint32Array);
    this.offset.push(0);
  }

  push(value: string): void {
    if (this.used + value.length * 3 > this.buffer.length) this.flush();
    if (value.length * 3 > this.buffer.length) {
      const bytes = Buffer.from(value, "utf8");
      writeWhole(this.file, bytes);
      this.written += bytes.length;
    } else {
      this.used += this.buffer.write(value, this.used, "utf8");
    }
    this.offset.push(this.written + this.used);
    this.count++;
  }

  finish(): { offset: SpooledColumn; bytes: SpooledColumn } {
    this.flush();
    closeSync(this.file);
    const { bytesPath, written } = this;
    return { offset: this.offset.finish(), bytes: { path: bytesPath, length: written, byteLength: written } };
  }

  private flush(): void {
    writeWhole(this.file, this.buffer.subarray(0, this.used));
    this.written += this.used;
    this.used = 0;
  }
}

function writeWhole(file: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at, bytes.length - at);
}
