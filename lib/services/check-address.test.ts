import { describe, expect, it } from "vitest";
import { isReadableAddress, rawQueryOf } from "./check-address";

const isReadable = (path: string, query: string) => isReadableAddress(path, rawQueryOf(new URLSearchParams(query)));

describe("addresses of screens", () => {
  it.each([
    ["/", ""],
    ["/", "page=2&asOf=2025-11-01"],
    ["/customers", "q=x&segment=HEAVY&sort=-orders&page=3"],
    ["/customers/1001", "asOf=2025-11-01"],
    ["/customers/1001/agreements/5001", "k=50&variant=v3%2B&asOf=2025-11-01"],
    ["/customers/1001/agreements/5001", "variant=v3+"],
    ["/somewhere", "k=zero"],
  ])("reads %s?%s", (path, query) => expect(isReadable(path, query)).toBe(true));

  it.each([
    ["/", "page=0"],
    ["/", "asOf=yesterday"],
    ["/customers", "segment=HUGE"],
    ["/customers", "sort=password"],
    ["/customers", "page=1&page=2"],
    ["/customers/1001", "asOf=2025-02-30"],
    ["/customers/1001/agreements/5001", "k=100000"],
    ["/customers/1001/agreements/5001", "k=-1"],
    ["/customers/1001/agreements/5001", "variant=v9"],
    ["/data", "page=x"],
  ])("refuses %s?%s", (path, query) => expect(isReadable(path, query)).toBe(false));
});
