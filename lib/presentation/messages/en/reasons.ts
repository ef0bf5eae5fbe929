/** Words of the reasons area. */
export const reasons = {};
