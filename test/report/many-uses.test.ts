import type { Report, ReportUse } from "../../src/report/report";
import { aKey, aPlan, aReport, context, failing } from "./sample";
import { render } from "./validators";

/* A key with a dozen uses is still read at a glance. */

const logGroup = (name: string): ReportUse => ({
  service: "personalize",
  operations: ["log-group"],
  using: `aws_cloudwatch_log_group.${name}`,
  role: null,
  without_role: true,
  confidence: "certain",
  evidence: [{ address: `aws_cloudwatch_log_group.${name}`, attribute: "kms_key_id" }],
});

/** The same through a role. */
const withRole = (role: ReportUse["role"]): ReportUse => {
  const { service, operations, using = "", confidence, evidence } = logGroup("a");
  return { service, operations, using, confidence, evidence, role };
};

const groups = "abcdefghijkl".split("").map(logGroup);

const withUses = (...uses: readonly ReportUse[]): Report => aReport({ ...failing, keys: [{ ...aKey, uses }] });

const oneLine = (format: string, report: Report): string => render(format, report, context).replace(/\s+/g, " ");

test("text names three of the resources and counts the rest, in one paragraph a service", () => {
  const text = oneLine("text", withUses(...groups));
  expect(text).toContain(
    "used by Amazon Personalize (log-group) for aws_cloudwatch_log_group.a, aws_cloudwatch_log_group.b, aws_cloudwatch_log_group.c and 9 more known from aws_cloudwatch_log_group.a.kms_key_id, aws_cloudwatch_log_group.b.kms_key_id, aws_cloudwatch_log_group.c.kms_key_id and 9 more key policy:",
  );
  expect(text.match(/used by/g)).toHaveLength(1);
});

test("a use without a role says nothing of one; one whose role is not known does", () => {
  expect(oneLine("text", withUses(logGroup("a")))).not.toContain("role that is not known");
  const unknown = withRole(null);
  expect(oneLine("text", withUses(unknown))).toContain(
    "for aws_cloudwatch_log_group.a through a role that is not known",
  );
});

test("another service, another role, and what is only inferred are told apart", () => {
  const role = { address: "aws_iam_role.r", arn: null };
  const other: ReportUse = { ...logGroup("m"), service: "sagemaker-geospatial" };
  const uses = [...groups, other, withRole(role), { ...logGroup("o"), confidence: "inferred" as const }];
  expect(oneLine("text", withUses(...uses)).match(/used by/g)).toHaveLength(4);
});

test("operations of the uses that are told as one are put together; one that is not known leaves them open", () => {
  const stream = { ...logGroup("z"), operations: ["stream"] };
  expect(oneLine("text", withUses(...groups, stream))).toContain("(log-group, stream)");
  expect(oneLine("text", withUses(...groups, { ...stream, operations: null }))).toContain("(operations not known)");
});

test("a table of Markdown names three, too", () => {
  const markdown = render("markdown", withUses(...groups), context);
  expect(markdown).toContain(
    "| Amazon Personalize: `aws_cloudwatch_log_group.a`, `aws_cloudwatch_log_group.b`, `aws_cloudwatch_log_group.c` and 9 more |",
  );
});

test("a resource of another plan is named with the plan", () => {
  const plans = [aPlan, { ...aPlan, path: "network/tfplan" }];
  const report = { ...withUses({ ...logGroup("a"), using_plan: 1 }), plans };
  expect(oneLine("text", report)).toContain("for network/tfplan:aws_cloudwatch_log_group.a");
  expect(render("markdown", report, context)).toContain("`aws_cloudwatch_log_group.a` in `network/tfplan`");
});

test("the summary names the services where there are several", () => {
  const other: ReportUse = { ...logGroup("m"), service: "sagemaker-geospatial" };
  expect(render("text", withUses(...groups, other), context)).toContain(
    "judged for Amazon Personalize and Amazon SageMaker geospatial capabilities\n",
  );
  expect(render("text", withUses(...groups), context)).not.toContain("judged for");
});
