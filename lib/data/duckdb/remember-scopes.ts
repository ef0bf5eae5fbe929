import type { ErpPort } from "@/lib/data/ports";
import type { Scope } from "@/lib/domain/caller";

/** Scopes kept: everybody's, and one for each of the people who work at the same time. */
const MAX_SCOPES = 32;

const keyOf = (scope: Scope) =>
  scope.kind === "all" ? "all" : JSON.stringify([scope.ownerId, scope.includeUnassigned]);

/**
 * The lists of whole scopes, asked once each. Only for a file that never changes while it is open, as a dataset's is:
 * another owner comes with another file, and that has an adapter of its own.
 */
export function rememberScopes(erp: ErpPort): ErpPort {
  return {
    ...bound(erp),
    customersInScope: remembered((scope) => erp.customersInScope(scope)),
    agreementsInScope: remembered((scope) => erp.agreementsInScope(scope)),
  };
}

/** The methods as functions of their own: an adapter may be an instance of a class. */
function bound(erp: ErpPort): ErpPort {
  return {
    customersInScope: erp.customersInScope.bind(erp),
    customer: erp.customer.bind(erp),
    agreementsInScope: erp.agreementsInScope.bind(erp),
    agreementsOfCustomer: erp.agreementsOfCustomer.bind(erp),
    agreement: erp.agreement.bind(erp),
    agreementHistory: erp.agreementHistory.bind(erp),
    products: erp.products.bind(erp),
    personByEmail: erp.personByEmail.bind(erp),
    people: erp.people.bind(erp),
    describe: erp.describe.bind(erp),
    close: erp.close.bind(erp),
  };
}

function remembered<Row>(ask: (scope: Scope) => Promise<Row[]>): (scope: Scope) => Promise<Row[]> {
  const answers = new Map<string, Promise<Row[]>>();
  return (scope) => {
    const key = keyOf(scope);
    const known = answers.get(key);
    if (known) return known;
    const answer = ask(scope);
    if (answers.size >= MAX_SCOPES) answers.delete(answers.keys().next().value as string);
    answers.set(key, answer);
    // A failure is not an answer: the next caller asks again.
    answer.catch(() => answers.get(key) === answer && answers.delete(key));
    return answer;
  };
}
