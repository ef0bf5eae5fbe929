/** What a screen can look like, and the address that shows it. */
export interface Exhibit {
  readonly screen: string;
  readonly state: string;
  /** `[customer]`, `[agreement]` and `[product]` stand for ids that the looker fills in. */
  readonly address: string;
}

interface Screen {
  readonly screen: string;
  readonly path: string;
  /** Addresses of states that the screen's own parameters reach. */
  readonly byAddress?: Readonly<Record<string, string>>;
  /** Whether it holds a place while it loads. */
  readonly hasSkeleton?: boolean;
  /** Whether it lists something that belongs to customers. */
  readonly canBeEmpty?: boolean;
  /** Whether some roles do not find it. */
  readonly isGuarded?: boolean;
}

const SCREENS: readonly Screen[] = [
  {
    screen: "Today",
    path: "/",
    hasSkeleton: true,
    canBeEmpty: true,
    byAddress: { "filtered empty": "/?minValue=99999999" },
  },
  {
    screen: "Customers",
    path: "/customers",
    hasSkeleton: true,
    canBeEmpty: true,
    byAddress: { "filtered empty": "/customers?q=nobody-of-that-name" },
  },
  { screen: "Customer", path: "/customers/[customer]", isGuarded: true },
  { screen: "Agreement", path: "/customers/[customer]/agreements/[agreement]", isGuarded: true },
  {
    screen: "Products",
    path: "/products",
    byAddress: { "filtered empty": "/products?q=no-such-part-anywhere" },
  },
  { screen: "Product", path: "/products/[product]" },
  {
    screen: "Performance",
    path: "/performance",
    isGuarded: true,
    byAddress: { empty: "/performance?protocol=next-basket" },
  },
  {
    screen: "Customers behind a figure",
    path: "/performance/customers",
    isGuarded: true,
    byAddress: { "filtered empty": "/performance/customers?over=region&group=nowhere" },
  },
  { screen: "Hits and misses", path: "/performance/customers/[customer]", isGuarded: true },
  { screen: "Coverage", path: "/coverage", canBeEmpty: true },
  {
    screen: "Segments",
    path: "/segments",
    canBeEmpty: true,
    isGuarded: true,
    byAddress: { "filtered empty": "/segments?from=HEAVY&to=NEW" },
  },
  { screen: "Models", path: "/models", isGuarded: true },
  { screen: "Rules", path: "/rules" },
  { screen: "Data", path: "/data", isGuarded: true },
  { screen: "Audit log", path: "/admin", isGuarded: true, byAddress: { "filtered empty": "/admin?actor=nobody" } },
];

const BY_STATE = ["unavailable", "failing", "stale", "partial"] as const;

/** Every screen in every state that it has. */
export function exhibits(): Exhibit[] {
  return SCREENS.flatMap(({ screen, path, byAddress = {}, hasSkeleton, canBeEmpty, isGuarded }) => {
    const staged = [
      ...(hasSkeleton ? ["loading"] : []),
      ...(canBeEmpty ? ["empty"] : []),
      ...(isGuarded ? ["no-permission"] : []),
      ...BY_STATE,
    ];
    return [
      { screen, state: "full", address: path },
      ...Object.entries(byAddress).map(([state, address]) => ({ screen, state, address })),
      ...staged.map((state) => ({ screen, state, address: `${path}?gallery=${state}` })),
    ];
  });
}
