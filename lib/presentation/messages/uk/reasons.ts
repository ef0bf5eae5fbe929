import type { Messages } from "../messages";

export const reasons: Messages["reasons"] = {};
