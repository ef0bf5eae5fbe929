import { z } from "zod";
import { AppError } from "@/lib/domain/app-error";

/** Any thrown value as an AppError. A schema's failure names its field; what is unknown becomes `internal` and says nothing of its cause. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof z.ZodError) {
    const issue = error.issues[0];
    const field = issue.path.join(".");
    return new AppError("invalid_input", `${field || "The input"} is not valid: ${issue.message}`, {
      field,
      cause: error,
    });
  }
  return new AppError("internal", "The request failed. The error is in the server's log.", { cause: error });
}
