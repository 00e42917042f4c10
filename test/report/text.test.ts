import type { Layout } from "../../src/print/layout";
import type { Report } from "../../src/report/report";
import { renderText } from "../../src/report/formats/text/text-report";
import { aFinding, aKey, aPlan, aReport, everything, failing } from "./sample";

const plain: Layout = { colour: false, width: 100 };

const render = (report: Report) => renderText(report, plain);

const lastLine = (report: Report) => render(report).trimEnd().split("\n").at(-1);

describe("a key that fails", () => {
  test("is told with its use, its policy, the finding and the statement to add", () => {
    expect(render(failing)).toBe(`FAIL  module.data.aws_kms_key.main
  used by Amazon Personalize (batch-inference-job, dataset-import-job) through
    aws_iam_role.personalize
    inferred from aws_iam_role.personalize.assume_role_policy,
      aws_s3_bucket_server_side_encryption_configuration.in.rule
  key policy: none is set, so AWS's default, which lets the account root do everything

  error  key-policy-grants-service
    The key policy does not allow personalize.amazonaws.com to kms:CreateGrant and kms:Decrypt; AWS
    requires it here.
    at module.data.aws_kms_key.main.policy (main.tf:12)
    https://docs.aws.amazon.com/personalize/latest/dg/granting-personalize-key-access.html
    add:
      {
        Sid    = "AllowPersonalize"
        Effect = "Allow"
      }

FAIL  1 key in use: 1 failed, 2 not judged; 1 error
`);
  });

  test("the statement is printed as JSON where there is no HCL", () => {
    const report = aReport({ ...failing, findings: [{ ...aFinding, fix: { statement: { Effect: "Allow" } } }] });
    expect(render(report)).toContain('    add:\n      {\n        "Effect": "Allow"\n      }\n');
  });

  test("a statement that serves two findings is printed once", () => {
    const report = aReport({ ...failing, findings: [aFinding, { ...aFinding, rule: "key-policy-grants-role" }] });
    expect(render(report).match(/AllowPersonalize/g)).toHaveLength(1);
    expect(render(report)).toContain("    add: as above\n\nFAIL");
  });

  test("without a fix nothing is said to be added", () => {
    expect(render(aReport({ ...failing, findings: [{ ...aFinding, fix: {} }] }))).not.toContain("add:");
  });

  test("what fails comes before what is open, warnings, notes and what is ignored", () => {
    const report = aReport({
      ...failing,
      findings: [
        { ...aFinding, message: "Ignored.", ignored: { reason: "known", expires: "2027-01-31" } },
        { ...aFinding, message: "A note.", level: "note" },
        { ...aFinding, message: "Open.", verdict: "undecided", confidence: "inferred" },
        { ...aFinding, message: "A warning.", level: "warning" },
        { ...aFinding, message: "Old.", baseline: true },
        { ...aFinding, message: "Fails." },
      ],
    });
    const heads = render(report)
      .split("\n")
      .filter((line) => line.includes("key-policy-grants-service"));
    expect(heads).toEqual([
      "  error  key-policy-grants-service",
      "  undecided (inferred)  key-policy-grants-service",
      "  warning  key-policy-grants-service",
      "  note  key-policy-grants-service",
      "  ignored  key-policy-grants-service: kms:CreateGrant, kms:Decrypt",
      "  baseline  key-policy-grants-service",
    ]);
    expect(render(report)).toContain(
      "  ignored  key-policy-grants-service: kms:CreateGrant, kms:Decrypt\n    known (until 2027-01-31)\n",
    );
    expect(render(report)).not.toContain("Ignored.");
  });
});

describe("what a key is", () => {
  const text = render(everything);

  test("outside the plan, with what is not known named", () => {
    expect(text).toContain(`UNDECIDED  alias/outside (not in the plan) in tfplan
  used by Amazon Personalize (operations not known) through a role that is not known`);
    expect(text).toContain("  key policy: outside the plan (the plan does not hold it)\n");
  });

  test("a service that the catalogue does not know goes by its id", () => {
    const key = {
      ...aKey,
      uses: aKey.uses.map((use) => ({ ...use, service: "rekognition", confidence: "certain" as const })),
    };
    const told = render(aReport({ ...failing, keys: [key] }));
    expect(told).toContain("used by rekognition (");
    expect(told).toContain("    known from aws_iam_role");
  });

  test("a finding whose key is not listed is still told", () => {
    const report = aReport({ ...failing, findings: [{ ...aFinding, key: "aws_kms_key.other", message: "Lost?" }] });
    expect(render(report)).toContain("aws_kms_key.other\n\n  error  key-policy-grants-service\n    Lost?\n");
  });
});

describe("what could not be told", () => {
  test("roles, keys and operations without a link are listed", () => {
    expect(render(everything)).toContain("not linked to a use\n  aws_iam_role.other: no key was found for it\n");
  });

  test("an account that was inferred is said, with the way to make it certain", () => {
    expect(render(everything)).toContain(
      "tfplan: account 222233334444 is inferred from the ARNs in the plan; --account says it for certain",
    );
    expect(render(failing)).not.toContain("inferred from the ARNs");
  });

  test("a plan that is not whole is said", () => {
    const report = aReport({ ...failing, plans: [{ ...aPlan, complete: false }] });
    expect(render(report)).toContain("tfplan: the plan is not complete (-target, or deferred changes)");
  });
});

describe("the summary", () => {
  test.each([
    [{ verdict: "none", not_judged: 3 }, "no KMS use by a known service found (3 keys not judged)"],
    [{ verdict: "none", not_judged: 1 }, "no KMS use by a known service found (1 key not judged)"],
    [{ verdict: "pass", keys: 2, passed: 2, notes: 1 }, "PASS  2 keys in use: 2 passed; 1 note"],
    [{ verdict: "undecided" }, "UNDECIDED  0 keys in use"],
    [
      { verdict: "fail", keys: 4, failed: 2, undecided: 1, passed: 1, errors: 3, warnings: 2, notes: 2, ignored: 1 },
      "FAIL  4 keys in use: 2 failed, 1 undecided, 1 passed; 3 errors, 2 warnings, 2 notes, 1 ignored",
    ],
  ] as const)("%j", (summary, line) => {
    expect(lastLine(aReport({ summary }))).toBe(line);
  });

  test("names the profile where it is not the default", () => {
    expect(lastLine(aReport({ profile: "effective", summary: { verdict: "pass", keys: 1, passed: 1 } }))).toBe(
      "PASS  1 key in use: 1 passed (profile effective)",
    );
  });
});

describe("on a terminal", () => {
  const escapes = /\u001b\[\d+m/g;

  test("colour changes nothing but colour", () => {
    const coloured = renderText(everything, { ...plain, colour: true });
    expect(coloured).toMatch(escapes);
    expect(coloured.replace(escapes, "")).toBe(render(everything));
  });

  test("sentences are wrapped at the width, and words longer than it stay whole", () => {
    const lines = renderText(failing, { colour: false, width: 60 }).split("\n");
    const broken = lines.filter((line) => line.length > 60 && line.trim().includes(" "));
    expect(broken).toEqual(["FAIL  module.data.aws_kms_key.main"].filter((line) => line.length > 60));
  });

  test("a name cannot move the cursor or hide text", () => {
    const id = 'aws_kms_key.k["\u001b[2Ja\u202eb\u0007"]';
    const key = { ...aKey, id, address: id };
    const text = render(
      aReport({ ...failing, keys: [key], findings: [{ ...aFinding, key: id, message: `${id} fails.` }] }),
    );
    expect(text).toContain('aws_kms_key.k["\\u001b[2Ja\\u202eb\\u0007"]');
    expect(text).not.toMatch(/[^\P{C}\n]/u);
  });
});
