import { AppError } from "@/lib/domain/app-error";

/** The store has a schema that this version does not know. */
export const newerVersion = () =>
  new AppError("unavailable", "The program's own store was written by a newer version.", {
    remedy: "Start that version again, or give this one a store of its own.",
  });
