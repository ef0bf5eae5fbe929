import { expect, it, vi } from "vitest";
import { AppError } from "./app-error";

it("is known by every copy of the module, as Next makes one for the start of the server and one for pages", async () => {
  vi.resetModules();
  const other = await import("./app-error");
  expect(other.AppError).not.toBe(AppError);
  const thrown = new other.AppError("unavailable", "Away.", { remedy: "Wait." });
  expect(thrown instanceof AppError).toBe(true);
  expect(new AppError("internal", "x") instanceof other.AppError).toBe(true);
  expect(thrown).toBeInstanceOf(Error);
});

it("tells its subclasses apart, in every copy too", async () => {
  class Plain extends AppError {}
  const { StoreFailure } = await import("./store-failure");
  const failure = new StoreFailure("away", null);
  const other = new AppError("unavailable", "Away.");
  expect([failure instanceof AppError, failure instanceof StoreFailure, failure instanceof Plain]).toEqual([
    true,
    true,
    false,
  ]);
  expect([other instanceof StoreFailure, other instanceof Plain]).toEqual([false, false]);
  expect(new Plain("internal", "x") instanceof Plain).toBe(true);
  vi.resetModules();
  expect(failure instanceof (await import("./store-failure")).StoreFailure).toBe(true);
});

it.each([new Error("x"), new TypeError("x"), { code: "unavailable", message: "x" }, null, undefined, "unavailable"])(
  "is not %o",
  (value) => {
    expect((value as unknown) instanceof AppError).toBe(false);
  },
);
