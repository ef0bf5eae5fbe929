/** The ISO date of an instant, UTC: dates that people agree on (a snooze, the next contact) are compared with it. */
export const dateOf = (timeSec: number) => new Date(timeSec * 1000).toISOString().slice(0, 10);
