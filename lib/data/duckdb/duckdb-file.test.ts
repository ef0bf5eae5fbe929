import { describe, expect, it } from "vitest";
import { withDuckDb } from "./duckdb-file";

/** Minutes of work on any machine. */
const ENDLESS = "SELECT SUM(hash(a.i, b.i)) FROM range(100000000) a(i), range(100000000) b(i)";
const options = { access: "read_write" } as const;
const told = (error: unknown) => String(error);

describe("withDuckDb", () => {
  it("ends what still runs before it closes, and tells the failure that made it close", async () => {
    let left = "";
    const failed = withDuckDb(":memory:", options, async (connection) => {
      connection.run(ENDLESS).catch((error: unknown) => {
        left = told(error);
      });
      throw new Error("The source is away.");
    });
    await expect(failed).rejects.toThrow("The source is away.");
    expect(left).toMatch(/interrupt/i);
  });

  it("ends a prepared statement, one with values and rows being fetched too", async () => {
    const left: Promise<string>[] = [];
    const failed = withDuckDb(":memory:", options, async (connection) => {
      const prepared = await connection.prepare(ENDLESS);
      left.push(prepared.run().then(String, told));
      left.push(connection.run(`${ENDLESS} WHERE a.i > $from`, { from: 1 }).then(String, told));
      throw new Error("Enough.");
    });
    await expect(failed).rejects.toThrow("Enough.");
    for (const one of await Promise.all(left)) expect(one).toMatch(/interrupt/i);
    const rows: Promise<unknown>[] = [];
    await withDuckDb(":memory:", options, async (connection) => {
      const streamed = await connection.stream("SELECT i AS i FROM range(3000000) t(i) ORDER BY hash(i)");
      rows.push(streamed.fetchChunk().then((chunk) => chunk?.rowCount, told));
    });
    expect(rows).toHaveLength(1);
    await Promise.all(rows);
  });

  it("closes after a stream that nobody read to its end", async () => {
    const first = await withDuckDb(":memory:", options, async (connection) => {
      const streamed = await connection.stream("SELECT i AS i FROM range(3000000) t(i)");
      return (await streamed.fetchChunk())?.rowCount;
    });
    expect(first).toBe(2048);
  });

  it("gives what the work gives", async () => {
    const rows = await withDuckDb(":memory:", options, async (connection) =>
      (await connection.runAndReadAll("SELECT $a + 1 AS one", { a: 1 })).getRowObjectsJS(),
    );
    expect(rows).toEqual([{ one: 2 }]);
  });
});
