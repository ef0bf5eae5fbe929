/** Words of the agreement area. */
export const agreement = {};
