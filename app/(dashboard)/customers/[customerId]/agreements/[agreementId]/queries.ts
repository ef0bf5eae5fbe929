import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { AgreementView } from "@/lib/services/agreement-view";
import { recommend } from "./actions";
import type { AddressOptions } from "./address-options";

interface AgreementQuery {
  customerId: string;
  agreementId: string;
  options: AddressOptions;
  /** What the server rendered, when it was for these very options. */
  initial: AgreementView | undefined;
}

const STALE_MS = 300_000;

export function agreementQuery({ customerId, agreementId, options, initial }: AgreementQuery) {
  return queryOptions({
    queryKey: ["agreement", customerId, agreementId, options],
    queryFn: async () => {
      const query = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== null));
      const answer = await recommend({ customerId, agreementId, query });
      if (!answer.ok) throw new Error([answer.problem.message, answer.problem.remedy].filter(Boolean).join(" "));
      return answer.view;
    },
    initialData: initial,
    placeholderData: keepPreviousData,
    staleTime: STALE_MS,
    retry: false,
  });
}
