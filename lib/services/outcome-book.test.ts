import { expect, it } from "vitest";
import { AppError } from "@/lib/domain/app-error";
import { createOutcomeBook } from "./outcome-book";

it("lists go on with what was known while the store is away, and never begin without it", async () => {
  let isAway = true;
  const rows = async () => {
    if (isAway) throw new AppError("unavailable", "The store cannot be used now.");
    return [];
  };
  const book = createOutcomeBook({ outcomesAfter: rows, notesAfter: rows });
  await expect(book.read()).rejects.toThrow("cannot be used");
  isAway = false;
  const outcomes = await book.read();
  isAway = true;
  expect(await book.read()).toBe(outcomes);
});
