import { createHash } from "node:crypto";
import { AppError } from "@/lib/domain/app-error";
import { agreementId, customerId, type OrderId, productId } from "@/lib/domain/ids";
import type { Snapshot } from "@/lib/domain/snapshot";
import type { SpooledColumn } from "./column-spool";
import { packText, type TextColumn, TextColumnList, unpackText } from "./text-column";

/**
 * File of a snapshot, little-endian:
 *
 *     0   8  magic "PWSNAP\0\1", the last byte is the version
 *     8   4  length of the JSON header, 4 bytes of zero
 *     16 32  SHA-256 over all other bytes
 *     48     JSON header (counts and the place of every column), then the columns, each at a multiple of 8
 *
 * The SHA-256 is the snapshot's id: no date and no source is in the file, so the same lines give the same id.
 */
const MAGIC = Buffer.from("PWSNAP\0\u0001", "latin1");
const HASH_AT = 16;
const HEADER_AT = 48;
const ALIGNMENT = 8;

type NumericColumn = Int32Array | Uint32Array | Float64Array;

/** A snapshot as columns only: what is written, and what a builder makes without ever holding millions of strings. */
export interface SnapshotColumns {
  readonly numeric: {
    readonly "user.customer": Int32Array;
    readonly "customer.region": Int32Array;
    readonly "item.group": Int32Array;
    readonly "item.packing": Float64Array;
    readonly "line.offset": Uint32Array;
    readonly "line.item": Int32Array;
    readonly "line.order": Int32Array;
    readonly "line.time": Int32Array;
    readonly "line.quantity": Float64Array;
    readonly "line.price": Float64Array;
  };
  readonly text: {
    readonly "user.id": TextColumn;
    readonly "customer.id": TextColumn;
    readonly "item.id": TextColumn;
    readonly "item.code": TextColumn;
    readonly "item.name": TextColumn;
    readonly "item.nameUk": TextColumn;
    readonly "order.id": TextColumn;
    readonly region: TextColumn;
    readonly group: TextColumn;
  };
  readonly dataFromSec: number;
  readonly dataToSec: number;
}

interface Header {
  readonly dataFromSec: number;
  readonly dataToSec: number;
  /** Byte offset from the end of the (padded) header, and number of elements. */
  readonly columns: Readonly<Record<string, { readonly at: number; readonly length: number }>>;
}

const bytesOf = (column: NumericColumn | Uint8Array) =>
  new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
const padded = (length: number) => Math.ceil(length / ALIGNMENT) * ALIGNMENT;

/** A column on its way into a file: in memory, or in a file of its own. */
export interface PlacedColumn {
  readonly name: string;
  readonly length: number;
  readonly content: Uint8Array | SpooledColumn;
}

const byteLengthOf = ({ content }: PlacedColumn) => content.byteLength;

/** The columns in memory, in the order of the file. */
export function placedColumns(columns: SnapshotColumns): PlacedColumn[] {
  const placed: PlacedColumn[] = [];
  for (const [name, column] of Object.entries(columns.numeric))
    placed.push({ name, content: bytesOf(column), length: column.length });
  for (const [name, column] of Object.entries(columns.text)) {
    placed.push({ name: `${name}.offset`, content: bytesOf(column.offset), length: column.offset.length });
    placed.push({ name: `${name}.bytes`, content: column.bytes, length: column.bytes.length });
  }
  return placed;
}

/** What stands before the columns: the bytes up to the checksum, and the header behind it. */
export function snapshotHead(
  columns: readonly PlacedColumn[],
  { dataFromSec, dataToSec }: { dataFromSec: number; dataToSec: number },
): { prefix: Uint8Array; header: Uint8Array } {
  const places: Record<string, { at: number; length: number }> = {};
  let at = 0;
  for (const column of columns) {
    places[column.name] = { at, length: column.length };
    at += padded(byteLengthOf(column));
  }
  const described: Header = { dataFromSec, dataToSec, columns: places };
  const json = Buffer.from(JSON.stringify(described));
  const header = Buffer.alloc(padded(HEADER_AT + json.length) - HEADER_AT, " ");
  json.copy(header);
  const prefix = Buffer.alloc(HASH_AT);
  MAGIC.copy(prefix);
  prefix.writeUInt32LE(header.length, MAGIC.length);
  return { prefix, header };
}

/** Zeros behind a column, up to where the next one begins. */
export const paddingOf = (column: PlacedColumn) => new Uint8Array(padded(byteLengthOf(column)) - byteLengthOf(column));

/** The file of columns in memory, as parts to be written one after the other: the big ones are not copied. */
export function encodeSnapshot(columns: SnapshotColumns): { id: string; parts: Uint8Array[] } {
  const placed = placedColumns(columns);
  const { prefix, header } = snapshotHead(placed, columns);
  const body = placed.flatMap((column) => [column.content as Uint8Array, paddingOf(column)]);
  const hash = createHash("sha256").update(prefix).update(header);
  for (const part of body) hash.update(part);
  const digest = hash.digest();
  return { id: digest.toString("hex"), parts: [prefix, digest, header, ...body] };
}

/**
 * Reads a file's bytes; numeric columns and order ids are views of them, so the buffer must not change afterwards. Throws
 * AppError `corrupt` on anything that is not, byte for byte, what was written. With `trustedId`, bytes that this
 * process has read and checked before are not summed up again.
 */
export function decodeSnapshot(bytes: Uint8Array, { trustedId }: { trustedId?: string } = {}): Snapshot {
  const file =
    bytes.byteOffset % ALIGNMENT === 0
      ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
      : Buffer.from(new Uint8Array(bytes));
  if (file.length < HEADER_AT || !file.subarray(0, MAGIC.length).equals(MAGIC))
    throw corrupt("It is not a snapshot of this version.");
  const id = file.toString("hex", HASH_AT, HEADER_AT);
  if (id !== trustedId) {
    const digest = createHash("sha256").update(file.subarray(0, HASH_AT)).update(file.subarray(HEADER_AT)).digest();
    if (digest.toString("hex") !== id) throw corrupt("Its checksum does not match.");
  }
  const bodyAt = HEADER_AT + file.readUInt32LE(MAGIC.length);
  const header = JSON.parse(file.toString("utf8", HEADER_AT, bodyAt)) as Header;
  const start = (name: string) => file.byteOffset + bodyAt + header.columns[name].at;
  const int32 = (name: string) => new Int32Array(file.buffer as ArrayBuffer, start(name), header.columns[name].length);
  const uint32 = (name: string) =>
    new Uint32Array(file.buffer as ArrayBuffer, start(name), header.columns[name].length);
  const float64 = (name: string) =>
    new Float64Array(file.buffer as ArrayBuffer, start(name), header.columns[name].length);
  const column = (name: string) => ({
    offset: uint32(`${name}.offset`),
    bytes: new Uint8Array(file.buffer as ArrayBuffer, start(`${name}.bytes`), header.columns[`${name}.bytes`].length),
  });
  const text = (name: string) => unpackText(column(name));
  const orderIds = new TextColumnList<OrderId>(column("order.id"));
  const users = text("user.id").map(agreementId);
  const items = text("item.id").map(productId);
  return {
    id,
    users: { agreementId: users, customer: int32("user.customer") },
    customers: { customerId: text("customer.id").map(customerId), region: int32("customer.region") },
    items: {
      productId: items,
      code: text("item.code"),
      name: text("item.name"),
      nameUk: text("item.nameUk"),
      group: int32("item.group"),
      packingStandard: float64("item.packing"),
    },
    regions: text("region"),
    groups: text("group"),
    lines: {
      userCount: users.length,
      itemCount: items.length,
      orderCount: orderIds.length,
      userOffset: uint32("line.offset"),
      item: int32("line.item"),
      order: int32("line.order"),
      timeSec: int32("line.time"),
      quantity: float64("line.quantity"),
      price: float64("line.price"),
    },
    orderIds,
    dataFromSec: header.dataFromSec,
    dataToSec: header.dataToSec,
  };
}

/** The columns of a snapshot in memory: for a snapshot that was not built from a database. */
export function columnsOfSnapshot(snapshot: Omit<Snapshot, "id">): SnapshotColumns {
  return {
    numeric: {
      "user.customer": snapshot.users.customer,
      "customer.region": snapshot.customers.region,
      "item.group": snapshot.items.group,
      "item.packing": snapshot.items.packingStandard,
      "line.offset": snapshot.lines.userOffset,
      "line.item": snapshot.lines.item,
      "line.order": snapshot.lines.order,
      "line.time": snapshot.lines.timeSec,
      "line.quantity": snapshot.lines.quantity,
      "line.price": snapshot.lines.price,
    },
    text: {
      "user.id": packText(snapshot.users.agreementId),
      "customer.id": packText(snapshot.customers.customerId),
      "item.id": packText(snapshot.items.productId),
      "item.code": packText(snapshot.items.code),
      "item.name": packText(snapshot.items.name),
      "item.nameUk": packText(snapshot.items.nameUk),
      "order.id": packText([...snapshot.orderIds]),
      region: packText(snapshot.regions),
      group: packText(snapshot.groups),
    },
    dataFromSec: snapshot.dataFromSec,
    dataToSec: snapshot.dataToSec,
  };
}

function corrupt(reason: string): AppError {
  return new AppError("corrupt", `The snapshot file is damaged. ${reason}`, {
    remedy: "Import the data or make the demo data again; the damaged file is not used.",
  });
}
