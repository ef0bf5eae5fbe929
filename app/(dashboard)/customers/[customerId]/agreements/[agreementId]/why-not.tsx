"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { ProductPicker } from "@/components/recommendations/product-picker";
import { WhyNotAnswer } from "@/components/recommendations/why-not-answer";
import { WhyNotPanel } from "@/components/recommendations/why-not-panel";
import type { AddressOptions } from "./address-options";
import { productSearchQuery, whyNotQuery } from "./why-not-queries";

interface WhyNotProps {
  customerId: string;
  agreementId: string;
  options: AddressOptions;
}

const TYPING_PAUSE_MS = 150;

/** "Why not this product?": finds it and says where it stands for this agreement. */
export function WhyNot({ customerId, agreementId, options }: WhyNotProps) {
  const [text, setText] = useState("");
  const [productId, setProductId] = useState<string | null>(null);
  const found = useQuery(productSearchQuery(usePaused(text.trim(), TYPING_PAUSE_MS)));
  const answer = useQuery(whyNotQuery({ customerId, agreementId, productId, options }));
  return (
    <WhyNotPanel>
      <ProductPicker
        text={text}
        onType={(value) => {
          setText(value);
          setProductId(null);
        }}
        products={text.trim() === "" || productId !== null ? null : (found.data?.products ?? null)}
        isSearching={found.isFetching || (found.data?.isReadingCatalogue ?? false)}
        onChoose={(product) => {
          setText(product.code);
          setProductId(product.productId);
        }}
      />
      {productId === null ? null : (
        <WhyNotAnswer view={answer.data ?? null} isLoading={answer.isLoading} error={answer.error?.message ?? null} />
      )}
    </WhyNotPanel>
  );
}

/** The text once typing has paused: a search for every letter helps nobody. */
function usePaused(text: string, pauseMs: number): string {
  const [paused, setPaused] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(text), pauseMs);
    return () => clearTimeout(timer);
  }, [text, pauseMs]);
  return paused;
}
