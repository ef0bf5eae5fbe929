export const PASSWORD = "partwise";

/** The demo's people, by the name the journeys call them. */
export const EMAIL_OF = {
  olena: "olena@partwise.example",
  taras: "taras@partwise.example",
  marta: "marta@partwise.example",
  admin: "admin@partwise.example",
} as const;
export type Person = keyof typeof EMAIL_OF;
export const PEOPLE = Object.keys(EMAIL_OF) as Person[];

/** File with the cookies of a signed-in person, written once for the whole run. */
export function stateFile(person: Person): string {
  return `${process.env.PARTWISE_E2E_STATES}/${person}.json`;
}
