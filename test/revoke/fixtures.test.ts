import { existsSync } from "node:fs";
import { join } from "node:path";

import { exitCode } from "../../src/report/exit-code";
import { expectationOf, FIXTURES, fixtures, outcomeOf, reportOf } from "./revoked";

const inputs = fixtures.flatMap((name) =>
  ["plan.bin", "plan.json"]
    .filter((file) => existsSync(join(FIXTURES, name, file)))
    .map((file) => [name, file] as const),
);
const gate = { failOn: "error", onUndecided: "fail" } as const;

test("there are plans to judge", () => {
  expect(inputs.length).toBe(52);
});

describe.each(inputs)("%s, %s", (name, file) => {
  const { access_is_not_revoked: says, rule, actions = [] } = expectationOf(name);

  test(`is told as ${says}`, async () => {
    const report = await reportOf(join(FIXTURES, name, file));
    const outcome = outcomeOf(report);
    if (says !== "other-rule") {
      expect(outcome.says).toBe(says);
      expect(outcome.actions).toEqual(expect.arrayContaining([...actions]));
    } else {
      expect(outcome.says).toBe("silent");
      const told = report.findings.filter((finding) => finding.rule === rule);
      expect(told.flatMap((finding) => finding.actions)).toEqual(actions);
      expect(told.every(({ since }) => since === "existing")).toBe(true);
    }
  });

  test("ends with the exit code that it earns", async () => {
    const report = await reportOf(join(FIXTURES, name, file));
    const code = exitCode(report, gate);
    if (says === "revoked" || says === "other-rule") expect(code).toBe(1);
    else if (says === "unknown") expect(code).toBe(3);
    else if (file === "plan.bin") expect(code).toBe(0);
  });

  test("names each key that it reports", async () => {
    const report = await reportOf(join(FIXTURES, name, file));
    const keys = new Map(report.keys.map(({ id, verdict }) => [id, verdict]));
    for (const { key, level, verdict } of report.findings) {
      if (level === "error") expect(verdict === "violated" ? ["fail"] : ["fail", "undecided"]).toContain(keys.get(key));
    }
  });
});
