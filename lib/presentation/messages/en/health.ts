export const health = {
  label: "State of the system",
  source: {
    title: "SQL Server",
    unreachable: "SQL Server cannot be reached.",
    slow: "SQL Server answers too slowly.",
    busy: "SQL Server is asked more than it can answer.",
    refused: "SQL Server turns the account away.",
    schema: "SQL Server lacks a table that is needed.",
    away: "SQL Server does not answer.",
    works: "Lists come from the data of {instant}; orders since then are missing. Outcomes can be logged as always.",
  },
  snapshot: {
    stale: "The data is of {instant}, which is older than it should be.",
    works: "Everything works on it; orders since then are missing.",
    missing: "There is no data to show.",
    corrupt: "The data set is damaged.",
  },
  cache: {
    away: "The shared cache (Redis) does not answer.",
    works: "Pages may take longer; everything on them is right.",
  },
  store: {
    away: "Partwise's own store does not answer.",
    corrupt: "Partwise's own store is damaged.",
    read_only: "Partwise's own store takes no changes.",
    works:
      "Outcomes and notes cannot be saved now. Lists can be read; what was said lately may be missing from them, so that a product put off or refused may be listed.",
    worksReadOnly: "Outcomes and notes cannot be saved now. All that was said before is shown.",
  },
};
