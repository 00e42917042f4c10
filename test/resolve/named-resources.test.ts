import { resolve } from "../../src/resolve/resolve";
import { arnOfName } from "../../src/resolve";
import { planFromJson, type JsonObject } from "../../src/plan";
import { Hole, parseArn, type Value } from "../../src/values";
import { ACCOUNT, planDocument } from "../facts/plan";

const UNKNOWN = { arn: true, id: true, url: true, zone_id: true };

function output(type: string, after: JsonObject, path: string): Value {
  const document = planDocument([{ address: `${type}.x`, after, unknown: UNKNOWN }]);
  const found = resolve(planFromJson(document, { path: "plan.json", sha256: "0" })).at(`${type}.x`);
  return found?.output(path) ?? null;
}

test.each([
  ["aws_cloudwatch_log_group", { name: "/a/b" }, "logs:eu-west-1:A:log-group:/a/b"],
  ["aws_cloudtrail", { name: "t" }, "cloudtrail:eu-west-1:A:trail/t"],
  ["aws_cloudwatch_event_rule", { name: "r", event_bus_name: "default" }, "events:eu-west-1:A:rule/r"],
  ["aws_cloudwatch_event_rule", { name: "r", event_bus_name: "orders" }, "events:eu-west-1:A:rule/orders/r"],
  [
    "aws_cloudwatch_event_rule",
    { name: "r", event_bus_name: `arn:aws:events:eu-west-1:${ACCOUNT}:event-bus/orders` },
    "events:eu-west-1:A:rule/orders/r",
  ],
  ["aws_cloudwatch_event_bus", { name: "orders" }, "events:eu-west-1:A:event-bus/orders"],
  ["aws_cloudwatch_metric_alarm", { alarm_name: "cpu" }, "cloudwatch:eu-west-1:A:alarm:cpu"],
  ["aws_cloudwatch_composite_alarm", { alarm_name: "all" }, "cloudwatch:eu-west-1:A:alarm:all"],
  ["aws_sns_topic", { name: "t" }, "sns:eu-west-1:A:t"],
  ["aws_sqs_queue", { name: "q" }, "sqs:eu-west-1:A:q"],
  ["aws_kinesis_stream", { name: "s" }, "kinesis:eu-west-1:A:stream/s"],
  ["aws_sfn_state_machine", { name: "m" }, "states:eu-west-1:A:stateMachine:m"],
  ["aws_glacier_vault", { name: "v" }, "glacier:eu-west-1:A:vaults/v"],
  ["aws_dax_cluster", { cluster_name: "c" }, "dax:eu-west-1:A:cache/c"],
  ["aws_budgets_budget", { name: "b" }, "budgets::A:budget/b"],
  ["aws_ssm_parameter", { name: "/a/b" }, "ssm:eu-west-1:A:parameter/a/b"],
  ["aws_ssm_parameter", { name: "a" }, "ssm:eu-west-1:A:parameter/a"],
  ["aws_ses_receipt_rule", { name: "r", rule_set_name: "s" }, "ses:eu-west-1:A:receipt-rule-set/s:receipt-rule/r"],
])("the ARN of a new %s %p", (type, after, arn) => {
  expect(output(type, after, "arn")).toBe(`arn:aws:${arn.replace("A", ACCOUNT)}`);
});

test.each([
  ["aws_cloudfront_distribution", "id", "distribution/"],
  ["aws_guardduty_detector", "id", "detector/"],
  ["aws_route53_zone", "zone_id", "hostedzone/"],
])("the id of a new %s is made by AWS, and stands in its ARN", (type, generated, start) => {
  const id = output(type, {}, generated);
  expect(id).toEqual(new Hole(`${type}.x.${generated}`, { shape: "id", fresh: true }));
  expect(parseArn(output(type, {}, "arn"))?.resource).toMatchObject({ parts: [start, id] });
});

test("a queue is named by its URL", () => {
  expect(output("aws_sqs_queue", { name: "q" }, "url")).toBe(`https://sqs.eu-west-1.amazonaws.com/${ACCOUNT}/q`);
});

test("a name outside the plan tells an ARN, but not one with what AWS makes up", () => {
  const place = { partition: "aws-cn", region: "cn-north-1", account: ACCOUNT };
  expect(arnOfName("aws_sns_topic", "t", place)).toBe(`arn:aws-cn:sns:cn-north-1:${ACCOUNT}:t`);
  expect(arnOfName("aws_secretsmanager_secret", "s", place)).toBeUndefined();
  expect(arnOfName("aws_unheard_of", "s", place)).toBeUndefined();
});

describe("a value means a resource of the type that is asked for", () => {
  const topic = { address: "aws_sns_topic.t", after: { name: "n" }, unknown: UNKNOWN };
  const queue = { address: "aws_sqs_queue.q", after: { name: "n" }, unknown: UNKNOWN };
  const away = { address: "aws_sns_topic.away", after: { name: "n" }, unknown: UNKNOWN, provider: "aws.other" };
  const infrastructure = resolve(planFromJson(planDocument([topic, queue, away]), { path: "plan.json", sha256: "0" }));
  const named = (value: Value, type: "aws_sns_topic" | "aws_sqs_queue", from?: string): string | undefined =>
    infrastructure.identify(value, type, from === undefined ? undefined : infrastructure.at(from))?.resource.address
      .text;

  test("by its name", () => {
    expect(named("n", "aws_sqs_queue")).toBe("aws_sqs_queue.q");
  });

  test("by its ARN, which is no other's", () => {
    expect(named(`arn:aws:sns:eu-west-1:${ACCOUNT}:n`, "aws_sns_topic")).toBe("aws_sns_topic.t");
    expect(named(`arn:aws:sns:eu-west-1:${ACCOUNT}:n`, "aws_sqs_queue")).toBeUndefined();
    expect(named(`arn:aws:sns:eu-west-1:${ACCOUNT}:other`, "aws_sns_topic")).toBeUndefined();
  });

  test("by a name that several have, in the account of the one who holds it", () => {
    expect(named("n", "aws_sns_topic")).toBeUndefined();
    expect(named("n", "aws_sns_topic", "aws_sqs_queue.q")).toBe("aws_sns_topic.t");
  });
});
