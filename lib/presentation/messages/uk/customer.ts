import type { Messages } from "../messages";

export const customer: Messages["customer"] = {};
