import { createTranslator } from "use-intl/core";
import { describe, expect, it } from "vitest";
import { REASON_KEYS, type Rhythm } from "@/lib/domain/recommendation";
import { SEGMENTS } from "@/lib/domain/segment";
import { messagesFor } from "@/lib/presentation/messages/messages";
import { LIKELIHOOD_WORDS } from "@/lib/presentation/prepare-likelihood";
import type { CatalogueTranslator } from "./catalogue-translator";
import { wordComponent } from "./word-component";
import { wordReason, wordReasonChip } from "./word-reason";
import { wordRhythm } from "./word-rhythm";

const translator = (locale: "en" | "uk") =>
  createTranslator({
    locale,
    messages: messagesFor(locale),
    onError: (error) => {
      throw error;
    },
  }) as unknown as CatalogueTranslator;

const VALUES = {
  intervalDays: 23.6,
  daysOverdue: 17.2,
  daysSinceLast: 41,
  daysToGo: 3,
  customers: 5,
  product: "Oil filter",
  groupCustomers: 40,
  group: "HEAVY",
};
const rhythm: Rhythm = {
  orders: 8,
  firstAtSec: 0,
  lastAtSec: 0,
  daysSinceLast: 41.4,
  intervalDays: 24.2,
  daysOverdue: 17,
  state: "overdue",
  monthsActive: 7,
  monthsSpan: 9,
};

describe.each(["en", "uk"] as const)("wording in %s", (locale) => {
  const t = translator(locale);

  it("has words for every reason, with its values and without any", () => {
    for (const key of REASON_KEYS) {
      for (const values of [VALUES, {}]) expect(wordReason(t, { key, values })).not.toMatch(/[{}]|undefined|NaN/);
      expect(wordReasonChip(t, key)).not.toBe("");
    }
  });

  it("has words for every segment and likelihood", () => {
    for (const segment of SEGMENTS) expect(t(`segments.${segment}`)).not.toContain("segments.");
    for (const word of LIKELIHOOD_WORDS) expect(t(`reasons.likelihood.${word}`)).not.toContain("likelihood.");
  });

  it("never promises: no reason says will", () => {
    for (const key of REASON_KEYS) expect(wordReason(t, { key, values: VALUES })).not.toMatch(/\bwill\b/i);
  });
});

describe("wording", () => {
  it("says a rhythm as months, interval and last purchase", () => {
    expect(wordRhythm(translator("en"), rhythm)).toBe("7 of the last 9 months, every ~24 days, last 41 days ago");
    expect(wordRhythm(translator("uk"), rhythm)).toBe("7 з останніх 9 місяців, раз на ~24 дні, востаннє 41 день тому");
  });

  it("says no interval where there is none", () => {
    const once = { ...rhythm, orders: 1, intervalDays: null, daysSinceLast: 0.4, state: "once" as const };
    expect(wordRhythm(translator("en"), once)).toBe("1 order, last today");
  });

  it("rounds days and names the segment in the reader's language", () => {
    const t = translator("en");
    expect(wordReason(t, { key: "overdue", values: VALUES })).toBe("17 days overdue: usually every ~24 days");
    expect(wordReason(t, { key: "popular_in_segment", values: VALUES })).toBe(
      "Bought by 5 of 40 customers in the segment “Heavy”",
    );
    expect(wordReason(t, { key: "upcoming", values: { daysOverdue: -3 } })).toBe("Expected in 3 days");
  });

  it("shows an unknown component by its spaced key", () => {
    expect(wordComponent(translator("en"), "text_similarity")).toBe("Text similarity");
  });
});
