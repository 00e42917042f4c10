import { casesOf } from "../../src/report/formats/junit/junit-cases";
import type { Access } from "../../src/report/report";
import { renderJunit } from "../../src/report/formats/junit/junit";
import type { Finding } from "../../src/findings/finding";
import { aFinding, aKey, aReport, context, failing } from "./sample";

const layout = { colour: false, width: 100 };

const outcomeOf = (finding: Partial<Finding>, gate: Partial<typeof context> = {}) => {
  const report = aReport({ ...failing, findings: [{ ...aFinding, ...finding }] });
  const xml = renderJunit(report, layout, { ...context, ...gate });
  const [, outcome] = /<testcase [^>]*[^/]>\s*<(\w+) type="([^"]*)"/.exec(xml) ?? [];
  return outcome;
};

describe("what a finding does to the exit code is what its case shows", () => {
  test.each<[string, Partial<Finding>, Partial<typeof context>, string]>([
    ["an error", {}, {}, "failure"],
    ["an error that fails nothing", {}, { failOn: "never" }, "skipped"],
    ["a warning", { level: "warning" }, {}, "skipped"],
    ["a warning that fails", { level: "warning" }, { failOn: "warning" }, "failure"],
    ["a note that fails", { level: "note" }, { failOn: "note" }, "failure"],
    ["undecided", { verdict: "undecided" }, {}, "error"],
    ["undecided, let pass", { verdict: "undecided" }, { onUndecided: "warn" }, "skipped"],
    ["undecided, of no error", { verdict: "undecided", level: "warning" }, { failOn: "warning" }, "skipped"],
    ["ignored", { ignored: { reason: "known" } }, {}, "skipped"],
    ["in the baseline", { baseline: true }, {}, "skipped"],
  ])("%s", (_, finding, gate, outcome) => {
    expect(outcomeOf(finding, gate)).toBe(outcome);
  });

  test("the gravest of a case counts, and every one is told", () => {
    const findings = [
      { ...aFinding, message: "Open.", verdict: "undecided" as const },
      { ...aFinding, message: "Wrong." },
      { ...aFinding, message: "Known.", ignored: { reason: "known" } },
    ];
    const xml = renderJunit(aReport({ ...failing, findings }), layout, context);
    expect(xml).toContain('tests="1" failures="1" errors="0" skipped="0"');
    expect(xml).toContain('message="Wrong."');
    for (const { message } of findings) expect(xml).toContain(`\n${message}\n`);
  });
});

const row = (change: Partial<Access>): Access => ({ ...(aKey.access[0] as Access), ...change });
const role = { kind: "role", address: "aws_iam_role.p", arn: "arn:aws:iam::111122223333:role/p" } as const;

const casesFor = (access: readonly Access[], ...findings: readonly Partial<Finding>[]) => {
  const all = findings.map((each) => ({ ...aFinding, ...each }));
  return casesOf(aReport({ ...failing, keys: [{ ...aKey, access }], findings: all }), 0, context).map((each) => [
    each.name,
    each.findings.length,
  ]);
};

describe("the cases of a key", () => {
  test("are one for each requirement and grantee, whatever number of actions it has", () => {
    const access = [row({}), row({ action: "kms:Decrypt" }), row({ grantee: role }), row({ requirement: "other" })];
    expect(casesFor(access)).toEqual([
      ["personalize.key-policy.service: personalize.amazonaws.com", 0],
      ["personalize.key-policy.service: aws_iam_role.p", 0],
      ["other: personalize.amazonaws.com", 0],
    ]);
  });

  test.each<[string, Partial<Access>, Partial<Finding>, boolean]>([
    ["its layer, grantee and action", {}, {}, true],
    ["another layer", { layer: "role-policy" }, {}, false],
    ["a Deny, which takes either away", { layer: "role-policy" }, { rule: "no-deny-blocks-service" }, true],
    ["another action", { action: "kms:ListGrants" }, {}, false],
    ["another grantee", {}, { grantee: "aws_iam_role.p" }, false],
    ["a role by its ARN", { grantee: role }, { grantee: role.arn }, true],
    ["a role that is not known", { grantee: { kind: "role" } }, { grantee: null }, true],
    ["a role by what it comes from", { grantee: { kind: "role" } }, { grantee: "local.role" }, true],
    ["a rule about something else", {}, { rule: "grants-no-more-than-needed" }, false],
    ["the export rule", {}, { rule: "export-needs-data-key-without-plaintext" }, true],
  ])("a finding of %s", (_, access, finding, told) => {
    const cases = casesFor([row(access)], finding);
    expect(cases).toHaveLength(told ? 1 : 2);
    expect(cases.at(-1)?.[1]).toBe(1);
  });

  test("have names of their own", () => {
    expect(casesFor([], { grantee: null, actions: [] }, { grantee: null, actions: [] }, { level: "note" })).toEqual([
      ["key-policy-grants-service", 1],
      ["key-policy-grants-service #2", 1],
      ["key-policy-grants-service: personalize.amazonaws.com (kms:CreateGrant, kms:Decrypt)", 1],
    ]);
  });
});

test("a plan without a key in use is a case that is skipped, and says so", () => {
  const xml = renderJunit(aReport({ summary: { not_judged: 3 } }), layout, context);
  expect(xml).toContain('tests="1" failures="0" errors="0" skipped="1"');
  expect(xml).toContain('message="no KMS use by a known service found (3 keys not judged)"');
});
