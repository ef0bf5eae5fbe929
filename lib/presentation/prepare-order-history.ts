export interface MonthPoint {
  /** `2026-11`. */
  readonly month: string;
  readonly orders: number;
  /** EUR net; null where nothing was bought or nothing was priced. */
  readonly value: number | null;
}

export interface OrderHistory {
  readonly points: readonly MonthPoint[];
  readonly totalOrders: number;
  readonly totalValue: number;
  readonly monthsWithOrders: number;
  /** The month with most orders, the later one on a tie; null without orders. */
  readonly busiest: MonthPoint | null;
  /** Last month with an order; null without orders. */
  readonly lastActive: MonthPoint | null;
  /** Orders in the last three months of the range and in the three before; null in ranges under six months. */
  readonly recentQuarter: { readonly orders: number; readonly before: number } | null;
  readonly hasValues: boolean;
}

/** The last `months` months of a monthly series (all when null), with the figures its summary speaks of. */
export function prepareOrderHistory(monthly: readonly MonthPoint[], months: number | null): OrderHistory {
  const points = months === null ? monthly : monthly.slice(-months);
  const active = points.filter((point) => point.orders > 0);
  let busiest: MonthPoint | null = null;
  for (const point of active) if (busiest === null || point.orders >= busiest.orders) busiest = point;
  return {
    points,
    totalOrders: sumOrders(points),
    totalValue: points.reduce((sum, point) => sum + (point.value ?? 0), 0),
    monthsWithOrders: active.length,
    busiest,
    lastActive: active.at(-1) ?? null,
    recentQuarter:
      points.length < 6 ? null : { orders: sumOrders(points.slice(-3)), before: sumOrders(points.slice(-6, -3)) },
    hasValues: points.some((point) => point.value !== null),
  };
}

const sumOrders = (points: readonly MonthPoint[]) => points.reduce((sum, point) => sum + point.orders, 0);
