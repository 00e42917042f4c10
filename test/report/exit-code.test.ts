import { exitCode, type FailOn, type OnUndecided } from "../../src/report/exit-code";
import type { Finding } from "../../src/findings/finding";
import { aFinding, aReport } from "./sample";

const ofFindings = (findings: readonly Finding[], undecidedKeys = 0) =>
  aReport({ findings, summary: { verdict: "fail", undecided: undecidedKeys } });

const error = aFinding;
const warning: Finding = { ...aFinding, level: "warning" };
const note: Finding = { ...aFinding, level: "note" };
const open: Finding = { ...aFinding, verdict: "undecided" };

const run = (findings: readonly Finding[], failOn: FailOn = "error", onUndecided: OnUndecided = "fail") =>
  exitCode(ofFindings(findings), { failOn, onUndecided });

describe("findings", () => {
  test.each([
    [[error], "error", 1],
    [[error], "never", 0],
    [[error], "note", 1],
    [[warning], "error", 0],
    [[warning], "warning", 1],
    [[warning], "note", 1],
    [[note], "warning", 0],
    [[note], "note", 1],
    [[note], "never", 0],
    [[], "note", 0],
  ] as const)("%#: fail-on %s", (findings, failOn, expected) => {
    expect(run(findings, failOn)).toBe(expected);
  });

  test.each([{ ignored: { reason: "known" } }, { baseline: true }] as const)("%j does not count", (aside) => {
    expect(run([{ ...error, ...aside }])).toBe(0);
    expect(run([{ ...open, ...aside }])).toBe(0);
  });
});

describe("what is undecided", () => {
  test.each([
    ["fail", 3],
    ["warn", 0],
    ["ignore", 0],
  ] as const)("on-undecided %s: %d", (onUndecided, expected) => {
    expect(run([open], "error", onUndecided)).toBe(expected);
  });

  test("never counts as found, at any level", () => {
    expect(run([open], "note")).toBe(3);
    expect(run([{ ...open, level: "note" }], "note")).toBe(0);
  });

  test("what is found comes before what is undecided", () => {
    expect(run([open, error])).toBe(1);
    expect(run([open, error], "never")).toBe(3);
  });

  test("an undecided key, and an undecided run without a key, count", () => {
    const flags = { failOn: "error", onUndecided: "fail" } as const;
    expect(exitCode(ofFindings([], 1), flags)).toBe(3);
    expect(exitCode(aReport({ summary: { verdict: "undecided" } }), flags)).toBe(3);
    expect(exitCode(aReport({ summary: { verdict: "none" } }), flags)).toBe(0);
  });
});
