import { describe, expect, it } from "vitest";
import { createCircuitBreaker } from "./circuit-breaker";

describe("a circuit breaker", () => {
  function made() {
    let now = 0;
    const breaker = createCircuitBreaker({ firstPauseMs: 100, longestPauseMs: 300, nowMs: () => now });
    return { breaker, pass: (ms: number) => (now += ms) };
  }

  it("opens at the first failure and lets one probe through after each pause", () => {
    const { breaker, pass } = made();
    expect([breaker.isClosed(), breaker.shouldProbe()]).toEqual([true, false]);
    breaker.failed();
    expect([breaker.isClosed(), breaker.shouldProbe()]).toEqual([false, false]);
    pass(100);
    expect([breaker.shouldProbe(), breaker.shouldProbe()]).toEqual([true, false]);
    breaker.succeeded();
    expect(breaker.isClosed()).toBe(true);
  });

  it("doubles the pause with every failed probe, to a bound, and not with failures of one moment", () => {
    const { breaker, pass } = made();
    for (let request = 0; request < 50; request++) breaker.failed();
    for (const pauseMs of [100, 200, 300, 300]) {
      pass(pauseMs - 1);
      expect(breaker.shouldProbe()).toBe(false);
      pass(1);
      expect(breaker.shouldProbe()).toBe(true);
      breaker.failed();
    }
  });
});
