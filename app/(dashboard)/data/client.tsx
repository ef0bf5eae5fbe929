"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { JobsPanel } from "@/components/data-status/jobs-panel";
import type { JobsView } from "@/lib/services/jobs-view";
import { startJob } from "./actions";
import { jobsQuery } from "./queries";

/** The jobs as they are now, joined to the action that starts one. */
export function Jobs({ initial }: { initial: JobsView }) {
  const router = useRouter();
  const queries = useQueryClient();
  const query = jobsQuery(initial);
  const { data, isError } = useQuery(query);
  const ended = data.jobs.map(({ lastEnded }) => lastEnded?.id ?? 0).join();
  const seen = useRef(ended);
  // What has ended may have changed the data that the rest of the page tells about.
  useEffect(() => {
    if (seen.current === ended) return;
    seen.current = ended;
    router.refresh();
  }, [ended, router]);
  return (
    <JobsPanel
      view={data}
      isStale={isError}
      start={async (request) => {
        const answer = await startJob(request);
        await queries.invalidateQueries({ queryKey: query.queryKey });
        return answer;
      }}
    />
  );
}
