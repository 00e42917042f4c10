import { exitCode } from "../../src/report/exit-code";
import { baselineOf, compareWithBaseline, renderBaseline, type Baseline } from "../../src/report/baseline";
import { parseBaseline } from "../../src/report/read-baseline";
import { renderText } from "../../src/report/formats/text/text-report";
import type { Finding } from "../../src/findings/finding";
import { fingerprint } from "../../src/findings/fingerprint";
import { InputError } from "../../src/errors";
import { aFinding, aKey, aReport } from "./sample";

const layout = { colour: false, width: 100 };
const flags = { failOn: "error", onUndecided: "fail" } as const;

const finding = (parts: Partial<Finding> = {}): Finding => {
  const made = { ...aFinding, ...parts };
  return { ...made, fingerprint: fingerprint(made) };
};

const error = finding();
const other = finding({ actions: ["kms:Decrypt"] });
const open = finding({ verdict: "undecided", grantee: "aws_iam_role.r" });

const failing = (...findings: readonly Finding[]) => {
  const errors = findings.filter(({ verdict, level }) => verdict === "violated" && level === "error").length;
  return aReport({ keys: [aKey], findings, summary: { verdict: "fail", keys: 1, failed: 1, errors } });
};
const undecided = (...findings: readonly Finding[]) =>
  aReport({ keys: [aKey], findings, summary: { verdict: "undecided", keys: 1, undecided: 1 } });

const written = (...findings: readonly Finding[]): Baseline =>
  parseBaseline(renderBaseline(baselineOf(failing(...findings))), "baseline.json");

describe("comparing", () => {
  test("what the baseline holds is marked, fails nothing, and stays in verdict and numbers", () => {
    const report = compareWithBaseline(failing(error, other), written(error, other));
    expect(report.findings.map(({ baseline }) => baseline)).toEqual([true, true]);
    expect(report.summary).toEqual(failing(error, other).summary);
    expect(report.keys[0]?.verdict).toBe("fail");
    expect(exitCode(report, flags)).toBe(0);
  });

  test("a finding that is not in it fails", () => {
    const report = compareWithBaseline(failing(error, other), written(error));
    expect(report.findings.map(({ baseline }) => baseline)).toEqual([true, undefined]);
    expect(exitCode(report, flags)).toBe(1);
  });

  test.each([
    ["rule", { rule: "key-policy-grants-role" }],
    ["level", { level: "warning" }],
    ["verdict", { verdict: "undecided" }],
    ["key", { key: "aws_kms_key.other" }],
    ["grantee", { grantee: "aws_iam_role.other" }],
    ["an action more", { actions: [...aFinding.actions, "kms:DescribeKey"] }],
    ["an action less", { actions: ["kms:CreateGrant"] }],
  ] as const)("another %s is another finding", (_, parts) => {
    const [compared] = compareWithBaseline(failing(finding(parts)), written(error)).findings;
    expect(compared?.baseline).toBeUndefined();
  });

  test("what several rules told before is held where the baseline holds the part of each", () => {
    const now = finding({ rule: "policy-is-well-formed", grantee: null, actions: [] });
    const one = finding({ ...now, rule: "key-policy-grants-role" });
    const two = finding({ ...now, rule: "role-trusts-service" });
    const told = { ...now, formerly: ["key-policy-grants-role", "role-trusts-service"] } as const;
    const held = (...before: readonly Finding[]) => compareWithBaseline(failing(told), written(...before));
    expect(held(one, two)).toMatchObject({
      findings: [{ baseline: true, held_as: "key-policy-grants-role" }],
      baseline: { fixed: [] },
    });
    expect(held(one).findings[0]?.baseline).toBeUndefined();
    expect(held(one).baseline?.fixed).toHaveLength(1);
    expect(held(now).findings[0]).toMatchObject({ baseline: true });
    expect(held(now).findings[0]?.held_as).toBeUndefined();
  });

  test("the same words in another place are the same finding", () => {
    const moved = finding({ message: "said otherwise", locations: [], plan: 3 });
    expect(compareWithBaseline(failing(moved), written(error)).findings[0]?.baseline).toBe(true);
  });

  test("an entry holds one finding: the same in a second plan is new", () => {
    const twice = failing(error, { ...error, plan: 1 });
    const marks = (held: Baseline) => compareWithBaseline(twice, held).findings.map(({ baseline }) => baseline);
    expect(marks(written(error))).toEqual([true, undefined]);
    expect(marks(written(error, { ...error, plan: 1 }))).toEqual([true, true]);
  });

  test("of several plans an entry holds the finding in its own plan alone", () => {
    const [aPlan] = aReport({}).plans;
    const plans = ["dev", "prod"].map((name) => ({ ...aPlan, path: `${name}/tfplan` }) as typeof aPlan & object);
    const held = baselineOf({ ...failing(error), plans });
    expect(held.findings).toMatchObject([{ plan: "dev/tfplan" }]);
    const marks = (plan: number) =>
      compareWithBaseline(
        { ...failing({ ...error, plan }), plans },
        parseBaseline(renderBaseline(held), "baseline.json"),
      ).findings.map(({ baseline }) => baseline);
    expect(marks(0)).toEqual([true]);
    expect(marks(1)).toEqual([undefined]);
  });

  test("what is undecided in the baseline does not make 3; what is not in it does", () => {
    expect(exitCode(compareWithBaseline(undecided(open), written(open)), flags)).toBe(0);
    expect(exitCode(compareWithBaseline(undecided(open), written(error)), flags)).toBe(3);
    const violated = finding({ ...open, verdict: "violated" });
    expect(exitCode(compareWithBaseline(failing(violated), written(open)), flags)).toBe(1);
  });

  test("what is no longer found is told as fixed; what is ignored is neither fixed nor accepted", () => {
    const fixed = compareWithBaseline(failing(other), written(error, other)).baseline?.fixed;
    expect(fixed?.map((entry) => entry.fingerprint)).toEqual([error.fingerprint]);
    const ignored = { ...error, ignored: { reason: "known" } };
    const report = compareWithBaseline(failing(ignored), written(error));
    expect(report.baseline).toEqual({ fixed: [] });
    expect(report.findings[0]?.baseline).toBeUndefined();
    expect(baselineOf(failing(ignored)).findings).toEqual([]);
  });
});

describe("the file", () => {
  test("is for readers, and the same bytes whatever the order", () => {
    const text = renderBaseline(baselineOf(failing(error)));
    expect(JSON.parse(text)).toEqual({
      format_version: "1.0",
      findings: [
        {
          fingerprint: error.fingerprint,
          rule: "key-policy-grants-service",
          level: "error",
          verdict: "violated",
          key: aKey.id,
          grantee: "personalize.amazonaws.com",
          actions: ["kms:CreateGrant", "kms:Decrypt"],
        },
      ],
    });
    expect(text.endsWith("}\n")).toBe(true);
    expect(renderBaseline(baselineOf(failing(error, open, other)))).toBe(
      renderBaseline(baselineOf(failing(other, error, open))),
    );
  });

  test.each([
    ["", "this is not JSON"],
    ["[]", "this is JSON, but no baseline"],
    ["{}", "this is no baseline: it has no format_version"],
    ['{"format_version":"2.0","findings":[]}', "this is no baseline: its format_version is not 1.0"],
    ['{"format_version":"1.0"}', "this is no baseline: it has no list of findings"],
    ['{"format_version":"1.0","findings":[{}]}', "findings[0] is no finding of a baseline"],
    [JSON.stringify(aReport()), "this is a report, not a baseline"],
    [
      JSON.stringify({ ...written(error), findings: [{ ...written(error).findings[0], actions: ["kms:Sign"] }] }),
      "findings[0] was changed: its fingerprint is that of another finding",
    ],
  ])("%#: %s", (text, what) => {
    const read = (): Baseline => parseBaseline(text, "b.json");
    expect(read).toThrow(InputError);
    expect(read).toThrow(
      `b.json: ${what}\nExpected: a baseline, as kmsgate check PLAN --write-baseline FILE writes it`,
    );
  });
});

describe("as text", () => {
  const lastLine = (report: Parameters<typeof renderText>[0]) =>
    renderText(report, layout).trimEnd().split("\n").at(-1);

  test.each([
    [[error], [error], "FAIL  1 key in use: 1 failed; 1 error (in the baseline)"],
    [[error, other], [error, other], "FAIL  1 key in use: 1 failed; 2 errors (all in the baseline)"],
    [[error, other], [error], "FAIL  1 key in use: 1 failed; 2 errors (1 in the baseline)"],
    [[other], [error], "FAIL  1 key in use: 1 failed; 1 error, 1 fixed since the baseline"],
  ])("%#: the summary says what is in the baseline", (found, held, line) => {
    expect(lastLine(compareWithBaseline(failing(...found), written(...held)))).toBe(line);
  });

  test("and whether what is undecided is", () => {
    expect(lastLine(compareWithBaseline(undecided(open), written(open)))).toBe(
      "UNDECIDED  1 key in use: 1 undecided; all that is undecided is in the baseline",
    );
    const fresh = finding({ ...open, grantee: "aws_iam_role.s" });
    expect(lastLine(compareWithBaseline(undecided(open, fresh), written(open)))).toBe(
      "UNDECIDED  1 key in use: 1 undecided; 1 undecided finding not in the baseline",
    );
  });

  test("findings of the baseline are told briefly, fixed ones in a list of their own", () => {
    const text = renderText(compareWithBaseline(failing(error), written(error, open)), layout);
    expect(text).toContain("  baseline  key-policy-grants-service\n");
    expect(text).not.toContain("add:");
    expect(text).toContain(
      [
        "in the baseline, and no longer found",
        `  ${aKey.id}: key-policy-grants-service (aws_iam_role.r kms:CreateGrant`,
        "    kms:Decrypt)",
      ].join("\n"),
    );
  });

  test("findings of two plans whose keys have one address stand with their own key", () => {
    const second = finding({ plan: 1, message: "Only in the second plan." });
    const report = aReport({
      keys: [aKey, { ...aKey, plan: 1 }],
      findings: [error, second],
      summary: { verdict: "fail", keys: 2, failed: 2, errors: 2 },
    });
    expect(renderText(report, layout).match(/Only in the second plan\./g)).toHaveLength(1);
  });
});
