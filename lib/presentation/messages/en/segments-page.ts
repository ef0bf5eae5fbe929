export const segmentsPage = {
  title: "Segments",
  lead: "How many customers stand where, what they are worth, and who moved.",
  csv: "CSV",
  exportLabel: "Download as CSV: {title}",
  total: "Together",
  sizes: {
    title: "Sizes and value",
    summary:
      "{customers, plural, one {# customer} other {# customers}}, {active, number} of them ordered within a year, for {value}.",
    columns: {
      segment: "Segment",
      customers: "Customers",
      active: "Ordered within a year",
      value: "Bought in a year, EUR",
      valueShare: "Of the value",
      dueProducts: "Parts due",
      expectedValue: "Expected, EUR",
    },
  },
  history: {
    title: "Customers by segment over the months",
    label: "Customers that had ordered, by segment, month by month",
    summary:
      "From {from} to {to}: {changes}. Each month shows what the rules in force would have said on its first day; the last bar is the end of the data.",
    change: "{segment} {from, number} → {to, number}",
    withoutNew: "Customers that had not ordered yet are left out of the drawing.",
    month: "On",
    empty: "There is no order yet.",
  },
  movement: {
    title: "Movement between segments",
    span: "Over",
    spans: { "1": "1 month", "3": "3 months", "6": "6 months", "12": "12 months" },
    summary:
      "{moved, plural, =0 {Nobody} one {# customer} other {# customers}} moved since {since}. Rows say where they were, columns where they are; open a figure for its customers.",
    from: "From",
    stayed: "stayed",
    cell: "{count, number} from {from} to {to}",
  },
  moved: {
    title: "Customers that moved",
    narrowed: "From {from} to {to}.",
    narrowedFrom: "From {from}.",
    narrowedTo: "To {to}.",
    all: "All of them, those who bought most in the last year first.",
    showAll: "Show all",
    empty: "Nobody moved in this time.",
    columns: {
      name: "Customer",
      rep: "Rep",
      from: "Was",
      to: "Is",
      value: "Bought in a year, EUR",
      lastOrder: "Last order",
    },
    unassigned: "Unassigned",
  },
  rules: {
    title: "Rules in force",
    lead: "What puts a customer into a segment, and how each segment's list is weighed.",
    link: "All rules and weights",
  },
};
