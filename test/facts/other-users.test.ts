import { keyAttributes } from "../../src/facts/other-users";
import type { JsonObject } from "../../src/plan";
import { ACCOUNT, factsOf, newKey, oldKey, type Given } from "./plan";
import { signalService } from "./signal-services";

const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const ALIAS: Given = { address: "aws_kms_alias.a", after: { name: "alias/a", target_key_id: KEY } };
const logs = signalService("logs", [{ type: "aws_cloudwatch_log_group", use: "log-group", key: ["kms_key_id"] }]);
const alarms = signalService("alarms", [
  { type: "aws_cloudwatch_metric_alarm", use: "alarm", target: { paths: ["alarm_actions[]"], carrier: "topic" } },
]);
const topic: Given = { address: "aws_sns_topic.t", after: { name: "t", kms_master_key_id: KEY } };

function users(...resources: readonly Given[]): readonly string[] {
  const { otherUsers } = factsOf(resources, { services: [logs, alarms] });
  return otherUsers.map(({ key, evidence }) => `${key.id} ${evidence.address}.${evidence.attribute}`);
}

describe("a resource of a service that the catalogue does not know is named", () => {
  const table = (after: JsonObject): Given => ({ address: "aws_dynamodb_table.t", after });
  test.each([
    ["by ARN", KEY],
    ["by alias", "alias/a"],
  ])("%s", (_, kms_key_arn) => {
    expect(users(oldKey("k"), ALIAS, table({ server_side_encryption: [{ enabled: true, kms_key_arn }] }))).toEqual([
      "aws_kms_key.k aws_dynamodb_table.t.server_side_encryption",
    ]);
  });

  test("by reference", () => {
    const volume: Given = {
      address: "aws_ebs_volume.v",
      after: { encrypted: true },
      unknown: { kms_key_id: true },
      expressions: { kms_key_id: { references: ["aws_kms_key.k.arn", "aws_kms_key.k"] } },
    };
    expect(users(newKey("k"), volume)).toEqual(["aws_kms_key.k aws_ebs_volume.v.kms_key_id"]);
  });

  test("in a text of JSON", () => {
    const policy = JSON.stringify({ Rules: [], KmsARN: KEY });
    expect(users(oldKey("k"), { address: "aws_opensearchserverless_security_policy.p", after: { policy } })).toEqual([
      "aws_kms_key.k aws_opensearchserverless_security_policy.p.policy",
    ]);
  });
});

test("what a service judges is no other user, nor is an alias or a policy", () => {
  const group: Given = { address: "aws_cloudwatch_log_group.g", after: { name: "g", kms_key_id: KEY } };
  const policy: Given = { address: "aws_kms_key_policy.p", after: { key_id: KEY, policy: "{}" } };
  expect(users(oldKey("k"), ALIAS, group, policy)).toEqual([]);
});

test("a topic is one until somebody is seen to publish to it", () => {
  const alarm: Given = {
    address: "aws_cloudwatch_metric_alarm.a",
    after: { alarm_name: "a", alarm_actions: [`arn:aws:sns:eu-west-1:${ACCOUNT}:t`] },
  };
  expect(users(oldKey("k"), topic)).toEqual(["aws_kms_key.k aws_sns_topic.t.kms_master_key_id"]);
  expect(users(oldKey("k"), topic, alarm)).toEqual([]);
});

test("no attribute says anything of a key itself", () => {
  expect(Object.keys(keyAttributes()).filter((type) => type.startsWith("aws_kms_"))).toEqual([]);
});
