import type { Messages } from "../messages";

export const agreement: Messages["agreement"] = {};
