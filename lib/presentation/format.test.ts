import { describe, expect, it } from "vitest";
import { daysBetween, formatDate, formatDateTime, formatMonth } from "./format-date";
import { formatAmount, formatEstimate, formatMoney, formatNumber, formatPercent, GAP } from "./format-number";

const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, " ");

describe("numbers", () => {
  it("shows a gap for what is not known, never a zero", () => {
    expect(formatNumber(null, "en")).toBe(GAP);
    expect(formatMoney(null, "uk")).toBe(GAP);
    expect(formatPercent(null, "en")).toBe(GAP);
    expect(formatDate(null, "en")).toBe(GAP);
  });

  it("groups and points as the language does", () => {
    expect(formatNumber(1234567.5, "en", 1)).toBe("1,234,567.5");
    expect(plain(formatNumber(1234567.5, "uk", 1))).toBe("1 234 567,5");
  });

  it("drops the cents of large amounts and keeps those of small ones", () => {
    expect(formatMoney(420.4, "en")).toBe("€420");
    expect(plain(formatMoney(12.5, "uk"))).toBe("12,50 €");
    expect(formatAmount(0, "en")).toBe("0");
  });

  it("gives an estimate in whole euros", () => {
    expect(formatEstimate(62.74, "en")).toBe("€63");
  });
});

describe("dates", () => {
  it("reads an instant in UTC, whatever the machine's zone", () => {
    expect(formatDateTime("2025-11-21T23:40:00Z", "uk")).toBe("21.11.2025, 23:40");
    expect(formatDate("2025-11-21T23:40:00Z", "en")).toBe("21 Nov 2025");
  });

  it("names a month", () => {
    expect(formatMonth("2025-11", "en")).toBe("November 2025");
  });

  it("counts whole days", () => {
    expect(daysBetween("2025-11-10T12:00:00Z", "2025-11-22T00:00:00Z")).toBe(11);
    expect(daysBetween(null, "2025-11-22T00:00:00Z")).toBeNull();
  });
});
