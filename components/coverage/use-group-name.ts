"use client";

import { useTranslations } from "use-intl";
import type { Segment } from "@/lib/domain/segment";
import type { CoverageDimension } from "@/lib/services/coverage-view";

/** A group by its person's name, as unassigned, or by the words of its segment. */
export function useGroupName() {
  const t = useTranslations("coverage");
  const tSegments = useTranslations("segments");
  return (by: CoverageDimension, { value, name }: { value: string; name: string | null }) =>
    by === "segment" ? tSegments(value as Segment) : (name ?? t("unassigned"));
}
