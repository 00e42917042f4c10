import type { DeclaredUse } from "../../src/facts/facts";
import { plainJson } from "../../src/values";
import { ACCOUNT, factsOf, oldKey, type Given } from "./plan";
import { requirement, signalService } from "./signal-services";

const logs = signalService("logs", [], { requirements: [requirement({ service: "logs.amazonaws.com" }, "log-group")] });
const tasks = signalService("tasks", [], { requirements: [requirement("role", "task")] });
const GROUP = "arn:aws:logs:eu-west-1:999988887777:log-group:/app";
const group: Given = { address: "aws_cloudwatch_log_group.g", after: { name: "/app" }, unknown: { arn: true } };

function usesOf(more: Partial<DeclaredUse>, ...resources: readonly Given[]): ReturnType<typeof factsOf>["uses"] {
  const use = { service: "logs", operations: null, key: "aws_kms_key.k", role: null, ...more };
  const declaredUses = [{ ...use, at: { file: "kmsgate.yaml", line: 2 } }];
  return factsOf([oldKey("k"), ...resources], { declaredUses, services: [logs, tasks] }).uses;
}

test.each([
  ["an ARN", { arn: GROUP }, [GROUP, GROUP, "999988887777", "eu-west-1"]],
  [
    "an address",
    { arn: "aws_cloudwatch_log_group.g" },
    ["aws_cloudwatch_log_group.g", `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:/app`, ACCOUNT, "eu-west-1"],
  ],
  [
    "an ARN, with account and Region",
    { arn: "arn:aws:s3:::data", account: ACCOUNT, region: "eu-west-1" },
    ["arn:aws:s3:::data", "arn:aws:s3:::data", ACCOUNT, "eu-west-1"],
  ],
])("a resource that a team declares by %s", (_, using, told) => {
  const uses = usesOf({ using }, group);
  expect(
    uses.map(({ using: found }) => found && [found.id, ...[found.arn, found.account, found.region].map(plainJson)]),
  ).toEqual([told]);
});

test("a use without a resource is of one that nobody knows", () => {
  expect(usesOf({}).map(({ using, withoutRole }) => [using, withoutRole])).toEqual([[null, true]]);
});

test("a service that asks for a role is left with one that is not known", () => {
  const uses = usesOf({ service: "tasks", using: { arn: GROUP } });
  expect(uses.map(({ role, withoutRole }) => [role, withoutRole])).toEqual([[null, undefined]]);
});
