import type { Report } from "../../src/report/report";
import { aFinding, aKey, aPlan, aReport, context, failing } from "./sample";
import { render } from "./validators";

/*
 * Members of the report that only some plans have: users of a key that are not judged, source that does not fit the plan,
 * and what findings say of the resources behind them.
 */

const others: Report = aReport({
  ...failing,
  keys: [
    {
      ...aKey,
      other_users: [
        { address: "aws_db_instance.main", attribute: "kms_key_id", service: "Amazon RDS" },
        { address: "aws_efs_file_system.data", attribute: "kms_key_id" },
      ],
    },
  ],
  not_judged: [
    {
      id: "aws_kms_key.backup",
      plan: 0,
      users: [{ address: "aws_backup_vault.main", attribute: "kms_key_arn", service: "AWS Backup" }],
      because: "only AWS Backup uses it",
    },
  ],
});

const partial = (places: NonNullable<Report["plans"][number]["source_places"]>): Report =>
  aReport({ ...failing, plans: [{ ...aPlan, source: "partial", source_places: places }] });

const everywhere = ["text", "sarif", "junit", "markdown", "github", "github-summary", "gitlab"];

describe("users of a key that are not judged", () => {
  test("are below the key and below a key of their own, and in the summary", () => {
    const text = render("text", others, context);
    expect(text).toContain("  also named by aws_db_instance.main.kms_key_id (Amazon RDS): not judged\n");
    expect(text).toContain("  also named by aws_efs_file_system.data.kms_key_id: not judged\n");
    expect(text).toContain(
      "NOT JUDGED  aws_kms_key.backup\n  only AWS Backup uses it\n  also named by aws_backup_vault.main.kms_key_arn (AWS Backup): not judged\n",
    );
    expect(text).toContain(
      "; judged for Amazon Personalize; not judged for AWS Backup, Amazon RDS and aws_efs_file_system\n",
    );
  });

  test.each(everywhere)("a key without other uses is in %s", (format) => {
    expect(render(format, others, context)).toContain("aws_kms_key.backup");
  });

  test.each(everywhere)("those of a key that is judged are in %s", (format) => {
    expect(render(format, others, context).replaceAll("`", "")).toContain("aws_db_instance.main");
  });

  test("two findings are no reason to tell them twice: GitHub gets one notice for all keys", () => {
    expect(render("github", others, context).match(/^::notice/gm)).toHaveLength(1);
  });

  test("SARIF has them as properties of the run", () => {
    expect(JSON.parse(render("sarif", others, context))).toMatchObject({
      runs: [{ properties: { other_users: [{ id: aKey.id, plan: 0 }], not_judged: [{ id: "aws_kms_key.backup" }] } }],
    });
  });

  test("many of one service are told by the first three", () => {
    const users = ["a", "b", "c", "d", "e"].map((name) => ({
      address: `aws_efs_file_system.${name}`,
      attribute: "kms_key_id",
      service: "Amazon EFS",
    }));
    const report = aReport({ ...failing, keys: [{ ...aKey, other_users: users }] });
    expect(render("text", report, context).replace(/\s+/g, " ")).toContain(
      "also named by aws_efs_file_system.a.kms_key_id, aws_efs_file_system.b.kms_key_id, aws_efs_file_system.c.kms_key_id and 2 more (Amazon EFS): not judged",
    );
  });

  test("change neither verdict nor counts", () => {
    expect(render("text", others, context)).toContain("FAIL  1 key in use: 1 failed, 2 not judged; 1 error;");
    expect(render("junit", others, context)).toContain('tests="3" failures="1" errors="0" skipped="2"');
  });
});

describe("source that does not fit the plan", () => {
  const places = [
    {
      file: "key.tf",
      line: 12,
      document: "data.aws_iam_policy_document.key.json",
      because: "it is another",
      plan_has: "kms:Decrypt",
      source_has: "kms:Encrypt",
    },
  ];

  test.each(everywhere)("is in %s, with the place and both values", (format) => {
    const text = render(format, partial(places), context).replaceAll("`", "").replace(/\s+/g, " ");
    expect(text).toContain("key.tf:12, data.aws_iam_policy_document.key.json");
    expect(text).toContain("the plan has kms:Decrypt, the configuration makes kms:Encrypt");
  });

  test.each([
    ["partial", "parts of the configuration do not fit the plan and are not used"],
    ["unreadable", "the configuration that the plan holds cannot be read"],
    ["none", "the saved plan holds no configuration"],
  ] as const)("is told without places, too: %s", (source, words) => {
    const report = aReport({ ...failing, plans: [{ ...aPlan, source }] });
    expect(render("text", report, context).replace(/\s+/g, " ")).toContain(`tfplan: ${words}`);
  });

  test("plan JSON without source is as it has to be", () => {
    const report = aReport({ ...failing, plans: [{ ...aPlan, reader: "json", source: "none" }] });
    expect(render("text", report, context)).not.toMatch(/^tfplan:/m);
  });
});

describe("a finding", () => {
  const finding = {
    ...aFinding,
    using: ["aws_sns_topic.a", "aws_sns_topic.b"],
    failure: "silent",
    since: "existing",
  } as const;
  const report = aReport({ ...failing, findings: [finding] });

  test("names the resources that use the key, how they fail, and since when", () => {
    const text = render("text", report, context);
    expect(text).toContain("  error (silent, existing)  key-policy-grants-service\n");
    expect(text).toContain("    used by aws_sns_topic.a, aws_sns_topic.b\n");
    const markdown = render("markdown", report, context);
    expect(markdown).toContain("<b>error (silent, existing)</b>");
    expect(markdown).toContain("Used by `aws_sns_topic.a`, `aws_sns_topic.b`.\n");
    expect(render("junit", report, context)).toContain("used by aws_sns_topic.a, aws_sns_topic.b");
    expect(render("github", report, context)).toContain("title=existing%3A key-policy-grants-service::");
    expect(render("gitlab", report, context)).toMatch(/"description": "[^"]*existing: The key policy/);
    expect(JSON.parse(render("sarif", report, context))).toMatchObject({
      runs: [{ results: [{ properties: { using: finding.using, failure: "silent", since: "existing" } }] }],
    });
  });
});
