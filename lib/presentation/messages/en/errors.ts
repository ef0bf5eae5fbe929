export const errors = {
  title: "Something went wrong on our side",
  body: "Nothing was changed. Try again; if it stays, tell your administrator the number below.",
  retry: "Try again",
  home: "Go to Today",
  id: "Error {id}",
  unavailable: "The data is not ready",
  unavailableBody: "Sign-in works, the order data does not answer yet. This page can be tried again at any time.",
  notFound: "There is nothing at this address",
  notFoundBody:
    "It may have been removed, or it belongs to someone else's customers. Search for the customer by name or number.",
  badInput: "This address holds a value that cannot be used",
  badInputBody: "Parameter: {field}",
  badInputAction: "Open without it",
  forbidden: "This page is not for your role",
  forbiddenBody: "Ask your administrator if you need it.",
};
