import { queryOptions } from "@tanstack/react-query";
import type { JobsView } from "@/lib/services/jobs-view";

/** While something waits or runs; and else, because the schedule may set something off. */
const BUSY_MS = 1_000;
const IDLE_MS = 10_000;

/** Asked again and again; not while the tab is hidden (`refetchIntervalInBackground` is off). */
export function jobsQuery(initial: JobsView) {
  return queryOptions({
    queryKey: ["jobs"],
    queryFn: async ({ signal }): Promise<JobsView> => {
      const answer = await fetch("/api/jobs", { signal });
      if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
      return await answer.json();
    },
    initialData: initial,
    staleTime: 0,
    retry: false,
    refetchInterval: ({ state }) => (state.data?.jobs.some(({ open }) => open !== null) ? BUSY_MS : IDLE_MS),
    refetchIntervalInBackground: false,
    refetchOnWindowFocus: true,
  });
}
