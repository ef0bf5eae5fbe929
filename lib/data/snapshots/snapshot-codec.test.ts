import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { agreementId, customerId, orderId, productId } from "@/lib/domain/ids";
import type { Snapshot } from "@/lib/domain/snapshot";
import { columnsOfSnapshot, decodeSnapshot, encodeSnapshot } from "./snapshot-codec";

const text = fc.string({ unit: "grapheme", maxLength: 12 });
const int = fc.integer({ min: -1, max: 1_000_000 });

const anySnapshot: fc.Arbitrary<Omit<Snapshot, "id">> = fc
  .record({
    agreements: fc.array(text, { maxLength: 6 }),
    customers: fc.array(text, { maxLength: 6 }),
    items: fc.array(fc.tuple(text, text, text, text), { maxLength: 8 }),
    orders: fc.array(text, { maxLength: 8 }),
    regions: fc.array(text, { maxLength: 3 }),
    groups: fc.array(text, { maxLength: 3 }),
    lines: fc.array(fc.tuple(int, int, int, fc.double({ noNaN: true }), fc.double({ noNaN: true })), { maxLength: 20 }),
  })
  .map(({ agreements, customers, items, orders, regions, groups, lines }) => ({
    users: { agreementId: agreements.map(agreementId), customer: Int32Array.from(agreements, (_, index) => index) },
    customers: { customerId: customers.map(customerId), region: Int32Array.from(customers, (_, index) => index - 1) },
    items: {
      productId: items.map(([id]) => productId(id)),
      code: items.map(([, code]) => code),
      name: items.map(([, , name]) => name),
      nameUk: items.map(([, , , nameUk]) => nameUk),
      group: Int32Array.from(items, (_, index) => index - 1),
      packingStandard: Float64Array.from(items, (_, index) => index + 0.5),
    },
    regions,
    groups,
    lines: {
      userCount: agreements.length,
      itemCount: items.length,
      orderCount: orders.length,
      userOffset: Uint32Array.from({ length: agreements.length + 1 }, (_, index) => index),
      item: Int32Array.from(lines, ([item]) => item),
      order: Int32Array.from(lines, ([, order]) => order),
      timeSec: Int32Array.from(lines, ([, , time]) => time),
      quantity: Float64Array.from(lines, ([, , , quantity]) => quantity),
      price: Float64Array.from(lines, ([, , , , price]) => price),
    },
    orderIds: orders.map(orderId),
    dataFromSec: 5,
    dataToSec: 1_700_000_000,
  }));

const fileOf = (snapshot: Omit<Snapshot, "id">) => {
  const { id, parts } = encodeSnapshot(columnsOfSnapshot(snapshot));
  return { id, bytes: Buffer.concat(parts) };
};

/** With the order ids as an array, as they were written. */
const read = (bytes: Uint8Array) => {
  const snapshot = decodeSnapshot(bytes);
  return { ...snapshot, orderIds: [...snapshot.orderIds] };
};

describe("snapshot file", () => {
  it("gives back what was written, and the id of its content", () => {
    fc.assert(
      fc.property(anySnapshot, (snapshot) => {
        const { id, bytes } = fileOf(snapshot);
        expect(read(bytes)).toEqual({ ...snapshot, id });
        expect(fileOf(snapshot).id).toBe(id);
      }),
      { numRuns: 60 },
    );
  });

  it("gives the same answer from a view that lies off the boundary of eight", () => {
    fc.assert(
      fc.property(anySnapshot, fc.integer({ min: 1, max: 7 }), (snapshot, shift) => {
        const { id, bytes } = fileOf(snapshot);
        const shifted = new Uint8Array(new ArrayBuffer(bytes.length + shift), shift);
        shifted.set(bytes);
        expect(read(shifted)).toEqual({ ...snapshot, id });
      }),
      { numRuns: 15 },
    );
  });

  it("is refused when any one bit of it is changed", () => {
    const [snapshot] = fc.sample(anySnapshot, { numRuns: 1, seed: 7 });
    const { bytes } = fileOf(snapshot);
    for (let at = 0; at < bytes.length; at++) {
      const damaged = Buffer.from(bytes);
      damaged[at] ^= 1 << (at % 8);
      expect(() => decodeSnapshot(damaged)).toThrow(
        expect.objectContaining({ code: "corrupt", remedy: expect.any(String) }),
      );
    }
  });

  it("is refused when it is cut off or has something behind it", () => {
    const [snapshot] = fc.sample(anySnapshot, { numRuns: 1, seed: 9 });
    const { bytes } = fileOf(snapshot);
    for (let length = 0; length < bytes.length; length++) {
      expect(() => decodeSnapshot(bytes.subarray(0, length))).toThrow(expect.objectContaining({ code: "corrupt" }));
    }
    expect(() => decodeSnapshot(Buffer.concat([bytes, Buffer.from([0])]))).toThrow(
      expect.objectContaining({ code: "corrupt" }),
    );
  });
});
