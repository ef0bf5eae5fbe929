import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeEnvelope, encodeEnvelope } from "./envelope";

const long = { text: "a repeated text ".repeat(1000) };

describe("an envelope", () => {
  it("gives back what was put in, short or compressed", async () => {
    for (const value of [null, 0, "", [], { a: [1, 0.1, "є"] }, long]) {
      const bytes = (await encodeEnvelope("key", value)) as Buffer;
      expect(decodeEnvelope("key", bytes)).toStrictEqual({ value });
    }
    expect(((await encodeEnvelope("key", long)) as Buffer).length).toBeLessThan(1000);
  });

  it("reads as nothing under another key", async () => {
    const bytes = (await encodeEnvelope("key", long)) as Buffer;
    expect(decodeEnvelope("kez", bytes)).toBeNull();
  });

  it("reads as nothing when any byte of it changed or is missing", async () => {
    for (const value of [{ short: true }, long]) {
      const bytes = (await encodeEnvelope("key", value)) as Buffer;
      for (let at = 0; at < bytes.length; at++) {
        const changed = Buffer.from(bytes);
        changed[at] ^= 1 << (at % 8);
        expect(decodeEnvelope("key", changed)).toBeNull();
        expect(decodeEnvelope("key", bytes.subarray(0, at))).toBeNull();
      }
    }
  });

  it("reads any bytes as nothing and never throws", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(decodeEnvelope("key", Buffer.from(bytes))).toBeNull();
        expect(decodeEnvelope("key", Buffer.concat([Buffer.from("PWC1"), bytes]))).toBeNull();
      }),
    );
  });

  it("is not made of numbers that JSON would turn into null", async () => {
    for (const number of [Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(await encodeEnvelope("key", { deep: [number] })).toBeNull();
    }
  });
});
