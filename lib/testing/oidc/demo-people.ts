export interface DemoPerson {
  readonly sub: string;
  readonly email: string;
  readonly emailVerified: boolean;
  readonly name: string;
  readonly groups: readonly string[];
  /** What the sign-in page says about the person. */
  readonly about: string;
}

export const DEMO_PASSWORD = "partwise";

export const DEMO_PEOPLE: readonly DemoPerson[] = [
  person({ sub: "demo-olena", email: "olena@partwise.example", name: "Olena Koval", group: "rep", about: "Sales rep" }),
  person({
    sub: "demo-taras",
    email: "taras@partwise.example",
    name: "Taras Bondar",
    group: "rep",
    about: "Sales rep",
  }),
  person({
    sub: "demo-marta",
    email: "marta@partwise.example",
    name: "Marta Lys",
    group: "manager",
    about: "Head of sales",
  }),
  person({ sub: "demo-admin", email: "admin@partwise.example", name: "Admin", group: "admin", about: "Administrator" }),
];

/** People who must not get in, or get nothing: for the tests only, never offered on the page. */
export const TEST_PEOPLE: readonly DemoPerson[] = [
  {
    ...person({ sub: "test-unverified", email: "olena@partwise.example", name: "Not Olena", group: "rep", about: "" }),
    emailVerified: false,
  },
  person({ sub: "test-stranger", email: "stranger@partwise.example", name: "Stranger", group: "visitors", about: "" }),
];

function person(given: { sub: string; email: string; name: string; group: string; about: string }): DemoPerson {
  const { group, ...rest } = given;
  return { ...rest, emailVerified: true, groups: [group] };
}
