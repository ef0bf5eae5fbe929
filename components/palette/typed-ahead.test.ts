import { describe, expect, it } from "vitest";
import { NOTHING_TYPED, type TypedAhead, typedAhead } from "./typed-ahead";

const typed = (...keys: string[]) =>
  keys.reduce<TypedAhead>((before, key) => typedAhead(before, key) ?? before, NOTHING_TYPED);

describe("typedAhead", () => {
  it("keeps letters of any alphabet and spaces in order, and takes the last one back", () => {
    expect(typed("В", "м", " ", "5", "Backspace", "6").text).toBe("Вм 6");
    expect(typed("Backspace")).toEqual(NOTHING_TYPED);
  });

  it("leaves keys with a name to the page", () => {
    for (const key of ["Tab", "Shift", "ArrowDown", "Dead", "F5"]) expect(typedAhead(NOTHING_TYPED, key)).toBeNull();
  });

  it("remembers Enter behind something, until more is typed", () => {
    expect(typed("a", "Enter")).toEqual({ text: "a", hasEntered: true });
    expect(typed("Enter").hasEntered).toBe(false);
    expect(typed("a", "Enter", "b")).toEqual({ text: "ab", hasEntered: false });
  });
});
