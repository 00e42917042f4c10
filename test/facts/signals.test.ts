import type { Facts } from "../../src/facts/facts";
import type { JsonObject } from "../../src/plan";
import type { Service } from "../../src/services";
import { plainJson } from "../../src/values";
import { ACCOUNT, factsOf, newKey, oldKey, type Given } from "./plan";
import { requirement, signalService, SOURCE } from "./signal-services";

const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const OTHER = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/9234abcd-12ab-34cd-56ef-1234567890ab`;

const logs = signalService("logs", [{ type: "aws_cloudwatch_log_group", use: "log-group", key: ["kms_key_id"] }]);
const alarms = signalService(
  "alarms",
  [
    {
      type: "aws_cloudwatch_metric_alarm",
      use: "alarm",
      target: { paths: ["alarm_actions[]", "ok_actions[]"], carrier: "topic" },
    },
  ],
  { takes: { customerManaged: true, source: SOURCE } },
);

const given = (address: string, after: JsonObject, more: Partial<Given> = {}): Given => ({ address, after, ...more });
const referring = (...addresses: readonly string[]): JsonObject => ({
  references: addresses.flatMap((each) => [each, each.replace(/\.\w+$/, "")]),
});
const NOWHERE = { references: ["aws_elsewhere.x.arn", "aws_elsewhere.x"] };
const topic = (name: string, kms_master_key_id: string | null): Given =>
  given(`aws_sns_topic.${name}`, { name, kms_master_key_id }, { unknown: { arn: true, id: true } });
const alarm = (after: JsonObject, more: Partial<Given> = {}): Given =>
  given("aws_cloudwatch_metric_alarm.a", { alarm_name: "cpu", ...after }, { unknown: { arn: true }, ...more });
const arn = (name: string): string => `arn:aws:sns:eu-west-1:${ACCOUNT}:${name}`;

function facts(services: readonly Service[], ...resources: readonly Given[]): Facts {
  return factsOf(resources, { services });
}

function told({ uses, unlinked }: Facts): unknown {
  return {
    uses: uses.map(({ service, operations, key, using, evidence }) => ({
      what: `${service} ${(operations ?? []).join()} ${key.id}`,
      using: using && [using.id, plainJson(using.arn), using.carrier?.id],
      at: evidence.map(({ address, attribute }) => `${address}.${attribute}`),
    })),
    doubt: unlinked.filter(({ kind }) => kind === "key").map(({ address, because }) => `${address}: ${because}`),
  };
}

describe("a key in an attribute", () => {
  const group = (after: JsonObject, more: Partial<Given> = {}): Given =>
    given("aws_cloudwatch_log_group.g", { name: "/app", ...after }, { unknown: { arn: true, id: true }, ...more });

  test("is used in a resource whose ARN is derived", () => {
    expect(told(facts([logs], oldKey("k"), group({ kms_key_id: KEY })))).toEqual({
      uses: [
        {
          what: "logs log-group aws_kms_key.k",
          using: ["aws_cloudwatch_log_group.g", `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:/app`, undefined],
          at: ["aws_cloudwatch_log_group.g.kms_key_id"],
        },
      ],
      doubt: [],
    });
  });

  test("by reference", () => {
    const known = group(
      {},
      { unknown: { kms_key_id: true }, expressions: { kms_key_id: referring("aws_kms_key.k.arn") } },
    );
    const { uses } = facts([logs], newKey("k"), known);
    expect(uses.map(({ key, confidence, role, withoutRole }) => [key.id, confidence, role, withoutRole])).toEqual([
      ["aws_kms_key.k", "certain", null, true],
    ]);
  });

  test("is none of the plan's where another is named", () => {
    const { uses, unlinked } = facts([logs], oldKey("k"), group({ kms_key_id: OTHER }));
    expect([uses.map(({ key }) => key.id), unlinked]).toEqual([[OTHER], []]);
  });

  test("may be any where it is not known, those included that something else is seen to use", () => {
    const open = given(
      "aws_cloudwatch_log_group.open",
      { name: "/open" },
      { unknown: { kms_key_id: true }, expressions: { kms_key_id: NOWHERE } },
    );
    expect(told(facts([logs], oldKey("k"), group({ kms_key_id: KEY }), open))).toMatchObject({
      uses: [{ what: "logs log-group aws_kms_key.k" }],
      doubt: [
        "aws_kms_key.k: aws_cloudwatch_log_group.open.kms_key_id is not known, and refers to aws_elsewhere.x.arn, so that it may let logs use the key",
      ],
    });
  });

  test("is not used where none is named", () => {
    expect(told(facts([logs], oldKey("k"), group({})))).toEqual({ uses: [], doubt: [] });
  });
});

describe("a topic that carries its key", () => {
  test("is found by its ARN", () => {
    expect(told(facts([alarms], oldKey("k"), topic("t", KEY), alarm({ alarm_actions: [arn("t")] })))).toEqual({
      uses: [
        {
          what: "alarms alarm aws_kms_key.k",
          using: [
            "aws_cloudwatch_metric_alarm.a",
            `arn:aws:cloudwatch:eu-west-1:${ACCOUNT}:alarm:cpu`,
            "aws_sns_topic.t",
          ],
          at: ["aws_cloudwatch_metric_alarm.a.alarm_actions"],
        },
      ],
      doubt: [],
    });
  });

  test("is one of a list that refers to nothing but topics", () => {
    const named = alarm(
      {},
      {
        unknown: { alarm_actions: true },
        expressions: { alarm_actions: referring("aws_sns_topic.t.arn", "aws_sns_topic.u.arn") },
      },
    );
    expect(
      facts([alarms], oldKey("k"), topic("t", KEY), topic("u", OTHER), named).uses.map(({ key }) => key.id),
    ).toEqual([OTHER, "aws_kms_key.k"]);
  });

  test("is referred to where nobody knows the account", () => {
    const named = alarm(
      {},
      {
        unknown: { ok_actions: true },
        expressions: { ok_actions: referring("aws_sns_topic.t.arn") },
        provider: "aws.bare",
      },
    );
    const { uses } = facts(
      [alarms],
      newKey("k"),
      {
        ...topic("t", null),
        provider: "aws.bare",
        unknown: { arn: true, id: true, kms_master_key_id: true },
        expressions: { kms_master_key_id: referring("aws_kms_key.k.arn") },
      },
      named,
    );
    expect(uses.map(({ key }) => key.id)).toEqual(["aws_kms_key.k"]);
  });

  test("may be any topic where a reference leads nowhere", () => {
    const open = alarm({}, { unknown: { alarm_actions: true }, expressions: { alarm_actions: NOWHERE } });
    expect(told(facts([alarms], oldKey("k"), topic("t", KEY), open))).toEqual({
      uses: [],
      doubt: [
        "aws_kms_key.k: aws_cloudwatch_metric_alarm.a.alarm_actions is not known, and refers to aws_elsewhere.x.arn, so that it may let alarms use the key",
      ],
    });
  });

  test("is no topic of the plan by another's ARN, nor a queue of its name", () => {
    const queue = `arn:aws:sqs:eu-west-1:${ACCOUNT}:t`;
    const named = alarm({ alarm_actions: [arn("u"), queue] });
    expect(told(facts([alarms], oldKey("k"), topic("t", KEY), named))).toEqual({ uses: [], doubt: [] });
  });

  test("with AWS's own key is a use where the service cannot use that", () => {
    const named = [topic("t", "alias/aws/sns"), alarm({ alarm_actions: [arn("t")] })];
    const { uses, keys } = facts([alarms], ...named);
    expect(uses.map(({ key }) => [key.id, key.managedByAws])).toEqual([["alias/aws/sns", true]]);
    expect(keys.map(({ id }) => id)).toEqual(["alias/aws/sns"]);
    expect(facts([{ ...alarms, takes: { source: SOURCE } }], ...named).uses).toEqual([]);
  });
});

describe("a service-linked role", () => {
  const scaling = signalService(
    "scaling",
    [
      {
        type: "aws_autoscaling_group",
        use: "group",
        target: { paths: ["launch_template[].id", "launch_template[].name"], carrier: "launch-template" },
      },
    ],
    {
      requirements: [
        requirement(
          {
            serviceLinkedRole: "autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling",
            override: "service_linked_role_arn",
          },
          "group",
        ),
      ],
    },
  );
  test("is of no group whose blocks AWS fills in", () => {
    const group = given(
      "aws_autoscaling_group.g",
      {},
      { unknown: { launch_template: true, mixed_instances_policy: true } },
    );
    const { uses, unlinked } = facts([scaling], oldKey("k"), template, group);
    expect([uses, unlinked]).toEqual([[], []]);
  });

  const template = given(
    "aws_launch_template.t",
    { name: "web", block_device_mappings: [{ ebs: [{ kms_key_id: KEY }] }, { ebs: [] }] },
    { unknown: { id: true, arn: true } },
  );
  test.each([
    ["of the using resource's account", {}, "AWSServiceRoleForAutoScaling"],
    [
      "that the resource names",
      {
        service_linked_role_arn: `arn:aws:iam::${ACCOUNT}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling_x`,
      },
      "AWSServiceRoleForAutoScaling_x",
    ],
  ])("%s", (_, more, name) => {
    const group = given("aws_autoscaling_group.g", { launch_template: [{ name: "web" }], ...more });
    const { uses } = facts([scaling], oldKey("k"), template, group);
    expect(uses.map(({ key, serviceLinkedRole }) => [key.id, serviceLinkedRole?.arn])).toEqual([
      ["aws_kms_key.k", `arn:aws:iam::${ACCOUNT}:role/aws-service-role/autoscaling.amazonaws.com/${name}`],
    ]);
  });
});
