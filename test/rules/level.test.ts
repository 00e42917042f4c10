import { levelOf, type Documented, type Effective, type RowLevel } from "../../src/judging/level";

const error: RowLevel = { kind: "violated", level: "error" };
const note: RowLevel = { kind: "violated", level: "note" };
const none: RowLevel = { kind: "none" };
const open: RowLevel = { kind: "undecided", level: "error" };
const openNote: RowLevel = { kind: "undecided", level: "note" };

// Where the design's table says "undecided", the level is the gravest that is still possible: what can be a note at worst
// leaves no key undecided.
const cells: readonly [Documented, Effective, RowLevel, RowLevel][] = [
  // documented, effective, profile documented, profile effective
  ["no", "denied", error, error],
  ["no", "allowed", error, note],
  ["no", "unknown", error, open],
  ["yes", "denied", error, error],
  ["yes", "allowed", none, none],
  ["yes", "unknown", open, open],
  ["unknown", "denied", error, error],
  ["unknown", "allowed", open, openNote],
  ["unknown", "unknown", open, open],
];

describe.each(cells)("documented %s, effective %s", (documented, effective, byDocumented, byEffective) => {
  test("in the profile documented", () => {
    expect(levelOf({ documented, effective, profile: "documented" })).toEqual(byDocumented);
  });

  test("in the profile effective", () => {
    expect(levelOf({ documented, effective, profile: "effective" })).toEqual(byEffective);
  });

  test.each(["documented", "effective"] as const)("a requirement that may not hold decides nothing (%s)", (profile) => {
    const certain = levelOf({ documented, effective, profile });
    const level = levelOf({ documented, effective, profile, required: "unknown" });
    expect(level).toEqual(certain.kind === "none" ? none : { kind: "undecided", level: certain.level });
  });
});
