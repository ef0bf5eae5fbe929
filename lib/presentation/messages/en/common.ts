export const common = {
  product: "Partwise",
  close: "Close",
  clear: "Clear",
  clearAll: "Clear all filters",
  loading: "Loading",
  previousPage: "Previous page",
  nextPage: "Next page",
  pages: "Pages",
  pageOf: "{page, number} of {count, number}",
  unassigned: "Unassigned",
  none: "None",
  daysAgo: "{days, plural, =0 {today} one {# day ago} other {# days ago}}",
  days: "{days, plural, one {# day} other {# days}}",
};

export const segments = {
  HEAVY: "Heavy",
  REGULAR_CONSISTENT: "Regular, consistent",
  REGULAR_EXPLORATORY: "Regular, exploratory",
  LIGHT: "Light",
  NEW: "New",
};

export const stamp = {
  dataTo: "Data to {instant}",
  noData: "No order lines yet",
  model: "model {model}",
  asOf: "as of {date}",
  source: { demo: "generated demo data", import: "imported files", mssql: "SQL Server" },
  history: { live: "orders read live", stand_in: "orders not live: SQL Server did not answer" },
  badge: { live: "Live orders", stand_in: "Orders to {date}, not live" },
};
