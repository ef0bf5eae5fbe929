export const errors = {
  title: "Something went wrong on our side",
  body: "Nothing was changed. Try again; if it stays, tell your administrator the number below.",
  retry: "Try again",
  home: "Go to Today",
  id: "Error {id}",
  unavailable: "The data is not ready",
  unavailableBody: "Sign-in works, the order data does not answer yet. This page can be tried again at any time.",
  storeTitle: "Partwise's own store cannot be used now",
  store: {
    away: "Partwise's own store does not answer. What was to be saved was not confirmed: try again in a moment.",
    corrupt: "Partwise's own store is damaged. Nothing was saved; an administrator has to restore it from a backup.",
    read_only:
      "Partwise's own store takes no changes. Nothing was saved; an administrator has to check its disk or account.",
  },
  notFound: "There is nothing at this address",
  notFoundBody:
    "It may have been removed, or it belongs to someone else's customers. Search for the customer by name or number.",
  badInput: "This address holds a value that cannot be used",
  badInputBody: "Parameter: {field}",
  badInputAction: "Open without it",
  forbidden: "This page is not for your role",
  forbiddenBody: "Ask your administrator if you need it.",
};
