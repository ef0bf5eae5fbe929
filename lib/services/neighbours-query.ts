import { z } from "zod";
import { oneOf } from "./parse-query";

/** Which list the reader came from; the customers otherwise. */
export const neighboursQuery = z.object({ from: oneOf(["today"]) });
