import { notFound } from "next/navigation";
import { AppError } from "@/lib/domain/app-error";

/**
 * For pages: waits for a service and turns "does not exist" and "not yours" into the same 404 page. Other
 * failures reach the nearest error.tsx.
 */
export async function pageAnswer<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  }
}
