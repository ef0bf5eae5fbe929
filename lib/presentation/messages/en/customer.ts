/** Words of the customer area. */
export const customer = {};
