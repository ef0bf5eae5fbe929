import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { WhyNotView } from "@/lib/services/agreement-view";
import type { SearchView } from "@/lib/services/product-view";
import type { AddressOptions } from "./address-options";

const STALE_MS = 300_000;

async function read<View>(address: string, signal: AbortSignal): Promise<View> {
  const response = await fetch(address, { signal, headers: { Accept: "application/json" } });
  const body = await response.json();
  if (!response.ok) throw new Error([body.detail, body.remedy].filter(Boolean).join(" ") || response.statusText);
  return body as View;
}

/** A large catalogue takes seconds to read, once: until then nothing found means nothing yet. */
const READING_RETRY_MS = 1000;

/** Products by code, OE number or name, as the command palette finds them. */
export function productSearchQuery(q: string) {
  return queryOptions({
    queryKey: ["search", q],
    queryFn: ({ signal }) => read<SearchView>(`/search?${new URLSearchParams({ q })}`, signal),
    select: ({ results, isReadingCatalogue }) => ({
      isReadingCatalogue,
      products: results.flatMap((result) => (result.kind === "product" ? [result] : [])),
    }),
    refetchInterval: ({ state }) => (state.data?.isReadingCatalogue ? READING_RETRY_MS : false),
    enabled: q !== "",
    placeholderData: keepPreviousData,
    staleTime: STALE_MS,
    retry: false,
  });
}

/** Where a product stands for the agreement under the options of the page. */
export function whyNotQuery(request: {
  customerId: string;
  agreementId: string;
  productId: string | null;
  options: AddressOptions;
}) {
  const { customerId, agreementId, productId, options } = request;
  const parts = [customerId, agreementId, productId ?? ""].map(encodeURIComponent);
  const query = new URLSearchParams(
    Object.entries(options).flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
  );
  return queryOptions({
    queryKey: ["why-not", customerId, agreementId, productId, options],
    queryFn: ({ signal }) =>
      read<WhyNotView>(`/customers/${parts[0]}/agreements/${parts[1]}/products/${parts[2]}?${query}`, signal),
    enabled: productId !== null,
    staleTime: STALE_MS,
    retry: false,
  });
}
