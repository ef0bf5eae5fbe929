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

it.each([new Error("x"), new TypeError("x"), { code: "unavailable", message: "x" }, null, undefined, "unavailable"])(
  "is not %o",
  (value) => {
    expect((value as unknown) instanceof AppError).toBe(false);
  },
);
