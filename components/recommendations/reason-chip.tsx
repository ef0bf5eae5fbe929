"use client";

import {
  AlarmClock,
  CalendarClock,
  CircleDot,
  Clock,
  History,
  Link2,
  type LucideIcon,
  TrendingUp,
  Users,
} from "lucide-react";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import type { ReasonKey } from "@/lib/domain/recommendation";
import { wordReasonChip } from "@/lib/presentation/reasons/word-reason";
import { useCatalogue } from "./use-catalogue";

const LOOKS: Record<ReasonKey, { tone: BadgeTone; icon: LucideIcon }> = {
  due: { tone: "accent", icon: Clock },
  overdue: { tone: "danger", icon: AlarmClock },
  upcoming: { tone: "neutral", icon: CalendarClock },
  lapsed: { tone: "warn", icon: History },
  bought_once: { tone: "outline", icon: CircleDot },
  goes_with: { tone: "info", icon: Link2 },
  similar_customers: { tone: "info", icon: Users },
  popular_in_segment: { tone: "info", icon: TrendingUp },
  popular_in_region: { tone: "info", icon: TrendingUp },
  popular_overall: { tone: "info", icon: TrendingUp },
};

/** Why a product is offered, in one or two words with its own sign. */
export function ReasonChip({ reasonKey }: { reasonKey: ReasonKey }) {
  const t = useCatalogue();
  const { tone, icon: Icon } = LOOKS[reasonKey];
  return (
    <Badge tone={tone}>
      <Icon aria-hidden />
      <span className="truncate">{wordReasonChip(t, reasonKey)}</span>
    </Badge>
  );
}
