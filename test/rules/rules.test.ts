import { judge } from "../../src/rules/judge";
import { rules } from "../../src/rules";
import { cases } from "./cases";

test.each(cases)("$rule: $name ($kind)", ({ rule, facts, before, told }) => {
  const given = { profile: "documented", minConfidence: "inferred" } as const;
  const { findings } = judge(facts, before === undefined ? given : { ...given, before });
  const own = findings
    .filter((finding) => finding.rule === rule)
    .map(({ level, verdict, grantee, actions }) => `${level} ${verdict} ${String(grantee)}: ${actions.join(" ")}`);
  expect(own.sort()).toEqual([...told].sort());
});

describe.each(rules.map(({ id }) => id))("%s", (id) => {
  const kinds = (["fails", "passes", "undecided"] as const).filter((kind) => id !== "key-is-known" || kind !== "fails");
  test.each(kinds)("has a case that %s", (kind) => {
    expect(cases.filter((each) => each.rule === id && each.kind === kind)).not.toEqual([]);
  });
});

test("what passes passes by every rule", () => {
  for (const { name, rule, facts } of cases.filter(
    ({ kind, name: each }) => kind === "passes" && each === "all is there",
  )) {
    const errors = judge(facts, { profile: "documented", minConfidence: "inferred" }).findings.filter(
      ({ level }) => level === "error",
    );
    expect([rule, name, errors]).toEqual([rule, name, []]);
  }
});
