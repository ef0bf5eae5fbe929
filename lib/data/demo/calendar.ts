import type { Random } from "@/lib/numeric/random";

const DAY_SEC = 86_400;
const WEEKDAY_WEIGHTS = [0.03, 1.12, 1.08, 1, 1, 0.98, 0.22];
// Share of orders by hour: phones ring before noon and after lunch.
const HOUR_WEIGHTS = [0, 0, 0, 0, 0, 0, 0.2, 1, 5, 9, 11, 10, 7, 6, 9, 9, 7, 4, 2, 0.7, 0.4, 0.2, 0.1, 0];
const MONTH_WEIGHTS = [0.82, 0.95, 1.06, 1.02, 0.96, 1, 1, 0.97, 1.06, 1.12, 1.06, 0.98];
// Fixed public holidays on which the warehouse is closed, as month * 100 + day.
const HOLIDAYS = new Set([101, 107, 308, 501, 628, 824, 1225]);

export const DEMO_START_SEC = Date.UTC(2019, 0, 2) / 1000;

/** How busy the distributor is each day, with running totals, so that times can be drawn in proportion to it. */
export interface BusinessCalendar {
  readonly startSec: number;
  readonly dayCount: number;
  /** Length dayCount + 1: running total of daily activity (1 = an ordinary working day). */
  readonly cumulative: Float64Array;
  /** Month (0-11) of each day. */
  readonly month: Uint8Array;
}

/** Days from the start of 2019 to the end date inclusive; the dips are spring 2020 and spring 2022. */
export function businessCalendar(endDaySec: number): BusinessCalendar {
  const dayCount = Math.max(1, Math.round((endDaySec - DEMO_START_SEC) / DAY_SEC) + 1);
  const cumulative = new Float64Array(dayCount + 1);
  const month = new Uint8Array(dayCount);
  for (let day = 0; day < dayCount; day++) {
    const date = new Date((DEMO_START_SEC + day * DAY_SEC) * 1000);
    month[day] = date.getUTCMonth();
    const monthDay = (month[day] + 1) * 100 + date.getUTCDate();
    const weight = HOLIDAYS.has(monthDay) ? 0.02 : WEEKDAY_WEIGHTS[date.getUTCDay()] * MONTH_WEIGHTS[month[day]];
    cumulative[day + 1] = cumulative[day] + weight * disruption(date.getTime() / 1000);
  }
  return { startSec: DEMO_START_SEC, dayCount, cumulative, month };
}

function disruption(timeSec: number): number {
  const since = (year: number, monthIndex: number, day: number) =>
    (timeSec - Date.UTC(year, monthIndex, day) / 1000) / DAY_SEC;
  const lockdown = since(2020, 2, 18);
  if (lockdown >= 0 && lockdown < 60) return 0.65 + (0.35 * lockdown) / 60;
  const invasion = since(2022, 1, 24);
  if (invasion >= 0 && invasion < 150) return 0.12 + (0.88 * invasion) / 150;
  return 1;
}

/** Activity between two days (fractions allowed), in ordinary working days. */
export function activityBetween(calendar: BusinessCalendar, fromDay: number, toDay: number): number {
  return (
    calendar.cumulative[Math.min(calendar.dayCount, toDay)] - calendar.cumulative[Math.min(calendar.dayCount, fromDay)]
  );
}

/** The day on which the running activity reaches `position` (binary search). */
export function dayAtActivity(calendar: BusinessCalendar, position: number): number {
  let low = 0;
  let high = calendar.dayCount - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (calendar.cumulative[middle + 1] <= position) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A second of a day at which orders come in. */
export function secondOfBusinessDay(random: Random): number {
  return random.weighted(HOUR_WEIGHTS) * 3600 + random.int(3600);
}
