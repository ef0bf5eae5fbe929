export const today = {
  title: "Today",
  leadOwn: "Your customers with something due, most valuable call first.",
  leadAll: "Every customer with something due, most valuable call first.",
  totals: "Totals",
  dueCustomers: "Customers to call",
  ofCustomers: "of {count, number}",
  dueProducts: "Products due",
  expectedValue: "Expected value",
  expectedNote: "if likely orders come in",
  reason:
    "{due, plural, one {# part due} other {# parts due}}{overdue, plural, =0 {} other {, # overdue}}{days, plural, =0 {} one { by up to # day} other { by up to # days}}",
  reasonOne:
    "{due, plural, one {# part due} other {# parts due}}, 1 overdue by {days, plural, one {# day} other {# days}}",
  worth: "~{value}",
  lastOrderTitle: "Since the last order",
  owner: "Owner",
  opening: "Open with",
  queue: "Call queue",
  position: "{from, number}–{to, number} of {total, number}",
  empty: "Nothing is due",
  emptyBody:
    "None of your customers has a product due as of {date}. Look at the whole list, or come back after the next orders.",
  emptyAction: "See all customers",
  noCustomers: "No customers are assigned to you",
  noCustomersBody:
    "Your e-mail has to match a person in the order database who owns customers. Ask your administrator to check it.",
};
