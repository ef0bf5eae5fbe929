import { notFound } from "next/navigation";
import { AppError, type ErrorCode } from "@/lib/domain/app-error";
import { stageAnswer } from "./gallery-view";

/** Failures that a page can word for its reader; every other one reaches error.tsx with an id. */
const WORDED: readonly ErrorCode[] = ["invalid_input", "unavailable", "corrupt"];

type Attempt<View> = { view: View; problem: null } | { view: null; problem: AppError };

/** A service's answer, or the failure to show in its place. What does not exist and what is not yours are one 404 page. */
export async function attempt<View>(answer: Promise<View>, { isPage = true } = {}): Promise<Attempt<View>> {
  try {
    const view = await answer;
    // Dropped from a production build, which decides this when it is made.
    if (process.env.NODE_ENV === "development" && isPage) await stageAnswer();
    return { view, problem: null };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === "not_found") notFound();
    if (WORDED.includes(error.code)) return { view: null, problem: error };
    throw error;
  }
}
