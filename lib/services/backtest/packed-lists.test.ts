import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/domain/app-error";
import { packLists, unpackLists } from "./packed-lists";

const listsOf = fc.array(fc.array(fc.nat(2 ** 31 - 1), { maxLength: 50 }), { maxLength: 20 });

describe("packed lists", () => {
  it("come back as they were", () => {
    fc.assert(
      fc.property(fc.array(listsOf, { maxLength: 3 }), (windows) => {
        const lists = {
          snapshotId: "s",
          model: "v3",
          windows: windows.map((rows) => ({
            cutoff: "2024-01-01T00:00:00.000Z",
            users: Int32Array.from(rows.keys()),
            lists: rows.map((row) => Int32Array.from(row)),
          })),
        };
        expect(unpackLists(packLists(lists))).toEqual(lists);
      }),
    );
  });

  it.each(["", "{}", '{"schemaVersion":2}', "[1"])("refuses %j as no such file", (text) => {
    expect(() => unpackLists(text)).toThrow(AppError);
  });

  it("refuses columns that do not fit one another", () => {
    const file = JSON.parse(
      packLists({
        snapshotId: "s",
        model: "v3",
        windows: [{ cutoff: "2024-01-01T00:00:00.000Z", users: Int32Array.of(1), lists: [Int32Array.of(1, 2)] }],
      }),
    );
    file.windows[0].items = file.windows[0].items.slice(0, 4);
    expect(() => unpackLists(JSON.stringify(file))).toThrow("different lengths");
  });
});
