import { InputError } from "../../src/errors";
import { reportOfUnread, unreadPlan, withUnreadPlans } from "../../src/report/unread-plans";
import { compareWithBaseline } from "../../src/report/baseline";
import { exitCode } from "../../src/report/exit-code";
import { aPlan, aReport, context, failing } from "./sample";
import { faults, junitFaults, render } from "./validators";

const state = new InputError("this is a state, not a plan", {
  where: "state.json",
  expected: "Make the plan: terraform plan -out=tfplan",
});
const unread = unreadPlan("state.json", 0, state);

/** A report of a plan that passes, and one that could not be read before it. */
const passing = aReport({
  plans: [{ ...aPlan, path: "ok.tfplan" }],
  summary: { verdict: "pass", keys: 1, passed: 1 },
});
const report = withUnreadPlans(passing, [unread]);

const firstLines = (format: string, count: number) => render(format, report, context).split("\n").slice(0, count);

describe("a plan that could not be read", () => {
  test("makes the verdict error, and the exit code 2 whatever the flags", () => {
    expect(report.summary).toEqual({ ...passing.summary, verdict: "error" });
    expect(report.plans.map(({ path, error }) => [path, error])).toEqual([
      ["state.json", "this is a state, not a plan"],
      ["ok.tfplan", undefined],
    ]);
    expect(exitCode(report, { failOn: "never", onUndecided: "ignore", writeBaseline: "b.json" })).toBe(2);
  });

  test("is what text begins with", () => {
    expect(firstLines("text", 3)).toEqual([
      "ERROR  state.json could not be read",
      "  this is a state, not a plan",
      "  Make the plan: terraform plan -out=tfplan",
    ]);
    expect(render("text", report, context)).toMatch(
      /\nERROR {2}state\.json could not be read; 1 key in use: 1 passed\n$/,
    );
  });

  test("is in the first line of a comment and of a job's summary", () => {
    const line = "**ERROR** `state.json` could not be read; 1 key in use: 1 passed";
    expect(firstLines("markdown", 4)).toEqual(["<!-- kmsgate -->", "### kmsgate", "", line]);
    expect(firstLines("github-summary", 3)).toEqual(["### kmsgate", "", line]);
    expect(render("markdown", report, context)).toContain(
      "- `state.json` could not be read: this is a state, not a plan. Make the plan: terraform plan `-out=tfplan`\n",
    );
  });

  test("is an error of JUnit, in a suite of its own", () => {
    const xml = render("junit", report, context);
    expect(xml).toContain('<testsuites name="kmsgate" tests="2" failures="0" errors="1">');
    expect(xml).toContain('<testsuite name="state.json" id="0" tests="1" failures="0" errors="1" skipped="0">');
    expect(xml).toContain('<error type="plan-is-read" message="this is a state, not a plan">Make the plan: ');
  });

  test("is an issue that blocks in GitLab, the same in every run", () => {
    const [issue] = JSON.parse(render("gitlab", report, context)) as object[];
    expect(issue).toMatchObject({
      check_name: "plan-is-read",
      severity: "blocker",
      description: "state.json could not be read: this is a state, not a plan",
      location: { path: "state.json", lines: { begin: 1 } },
    });
    const other = withUnreadPlans(passing, [{ ...unread, error: "this JSON is cut off" }]);
    const [later] = JSON.parse(render("gitlab", other, context)) as { fingerprint: string }[];
    expect(later?.fingerprint).toBe((issue as { fingerprint: string }).fingerprint);
  });

  test("is a failed invocation of SARIF, with a notification", () => {
    const { runs } = JSON.parse(render("sarif", report, context)) as { runs: [{ invocations: [object] }] };
    expect(runs[0].invocations[0]).toMatchObject({
      executionSuccessful: false,
      toolExecutionNotifications: [
        {
          level: "error",
          message: { text: expect.stringMatching(/^state\.json could not be read: this is a state/) as string },
          locations: [{ physicalLocation: { artifactLocation: { uri: "state.json", index: 0 } } }],
        },
      ],
    });
    expect(JSON.parse(render("sarif", passing, context))).toMatchObject({
      runs: [{ invocations: [{ executionSuccessful: true }] }],
    });
  });

  test("is the first annotation", () => {
    expect(firstLines("github", 2)).toEqual([
      "::error file=state.json,line=1,title=plan could not be read::state.json could not be read: this is a state, not a plan%0AMake the plan: terraform plan -out=tfplan",
      "ERROR  state.json could not be read; 1 key in use: 1 passed",
    ]);
  });

  test("leaves every format valid", async () => {
    const all = [report, withUnreadPlans(failing, [{ ...unread, plan: 1 }])];
    const hex = (each: typeof report) => ({
      ...each,
      findings: each.findings.map((finding, index) => ({ ...finding, fingerprint: String(index).padStart(32, "0") })),
    });
    expect(all.flatMap((each) => faults(hex(each), context))).toEqual([]);
    expect(await junitFaults(all.map((each) => render("junit", each, context)))).toEqual([]);
  });

  test("hides nothing of a baseline: what it held there is not fixed", () => {
    const entry = {
      fingerprint: "1",
      rule: "key-is-usable",
      level: "error",
      verdict: "violated",
      key: "aws_kms_key.k",
      grantee: null,
      actions: [],
    } as const;
    const findings = [
      { ...entry, plan: "state.json" },
      { ...entry, plan: "ok.tfplan" },
      { ...entry, plan: "ok.tfplan", grantee_plan: "state.json" },
      entry,
    ];
    const compared = compareWithBaseline(report, { format_version: "1.0", findings });
    expect(compared.baseline?.fixed).toEqual([{ ...entry, plan: "ok.tfplan" }]);
  });
});

test("many of them are counted after the third", () => {
  const many = ["a", "b", "c", "d", "e"].map((path, plan) => ({ ...unread, path, plan }));
  const text = render("text", reportOfUnread(many, { version: "1", profile: "documented" }), context);
  expect(text).toMatch(/\nERROR {2}a, b, c and 2 more plans could not be read\n$/);
});

test("an error in another file says in which", () => {
  const other = new InputError("there is no }", { where: "infra/main.tf" });
  expect(unreadPlan("tfplan", 0, other)).toMatchObject({ error: "infra/main.tf: there is no }" });
});
