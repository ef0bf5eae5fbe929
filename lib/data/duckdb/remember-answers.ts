import type { ErpPort } from "@/lib/data/ports";
import type { Scope } from "@/lib/domain/caller";

/** Lists of whole scopes kept: everybody's, and one for each of the people who work at the same time. */
const MAX_SCOPES = 32;
/** Single customers, agreements and people kept. */
const MAX_RECORDS = 5000;

const scopeKey = (scope: Scope) => (scope.kind === "all" ? "all" : [scope.ownerId, scope.includeUnassigned]);

/**
 * Answers about attributes, asked once each. Only for a file that never changes while it is open, as a dataset's is:
 * another owner comes with another file, and that has an adapter of its own. Every key holds the scope, so that nobody is
 * answered with what another may see.
 */
export function rememberAnswers(erp: ErpPort): ErpPort {
  return {
    customersInScope: remembered((scope) => erp.customersInScope(scope), scopeKey, MAX_SCOPES),
    agreementsInScope: remembered((scope) => erp.agreementsInScope(scope), scopeKey, MAX_SCOPES),
    customer: remembered(
      (scope, id) => erp.customer(scope, id),
      (scope, id) => [scopeKey(scope), id],
    ),
    agreementsOfCustomer: remembered(
      (scope, id) => erp.agreementsOfCustomer(scope, id),
      (scope, id) => [scopeKey(scope), id],
    ),
    agreement: remembered(
      (scope, customer, agreement) => erp.agreement(scope, customer, agreement),
      (scope, customer, agreement) => [scopeKey(scope), customer, agreement],
    ),
    personByEmail: remembered(
      (email) => erp.personByEmail(email),
      (email) => email,
    ),
    agreementHistory: erp.agreementHistory.bind(erp),
    products: erp.products.bind(erp),
    catalogue: erp.catalogue.bind(erp),
    stock: erp.stock.bind(erp),
    analogues: erp.analogues.bind(erp),
    people: erp.people.bind(erp),
    describe: erp.describe.bind(erp),
    close: erp.close.bind(erp),
  };
}

function remembered<Arguments extends readonly unknown[], Answer>(
  ask: (...wanted: Arguments) => Promise<Answer>,
  keyOf: (...wanted: Arguments) => unknown,
  limit = MAX_RECORDS,
): (...wanted: Arguments) => Promise<Answer> {
  const answers = new Map<string, Promise<Answer>>();
  return (...wanted) => {
    const key = JSON.stringify(keyOf(...wanted));
    const known = answers.get(key);
    if (known) return known;
    const answer = ask(...wanted);
    if (answers.size >= limit) answers.delete(answers.keys().next().value as string);
    answers.set(key, answer);
    // A failure is not an answer: the next caller asks again.
    answer.catch(() => answers.get(key) === answer && answers.delete(key));
    return answer;
  };
}
