import type { Use } from "../../src/facts/facts";
import keyAttributes from "../../src/facts/key-attributes.json";
import { serviceOfAddress } from "../../src/report/service-names";
import { Hole } from "../../src/values/value";
import { RIGHT_KEY_POLICY, RIGHT_ROLE_POLICY, ROOT, aKey, aRole, aUse, theFacts } from "../rules/build-facts";
import { reportOf } from "./report-of";

const right = aUse(aKey(RIGHT_KEY_POLICY), aRole(RIGHT_ROLE_POLICY));
const failing = aUse(aKey([ROOT], { id: "aws_kms_key.bare" }), aRole(RIGHT_ROLE_POLICY));

describe("users of services outside the catalogue", () => {
  const database = { address: "aws_db_instance.main", attribute: "kms_key_id", file: "rds.tf", line: 7 };
  const disk = { address: 'module.a["x.y"].aws_efs_file_system.data[0]', attribute: "kms_key_id" };
  const unused = aKey(RIGHT_KEY_POLICY, { id: "aws_kms_key.unused" });
  const outside = aKey(RIGHT_KEY_POLICY, { id: "alias/shared", resource: null });
  const otherUsers = [
    { key: right.key, evidence: disk },
    { key: right.key, evidence: database },
    { key: failing.key, evidence: database },
    { key: outside, evidence: { address: "aws_new.thing", attribute: "kms_key_id" } },
  ];
  const facts = theFacts([right], { keys: [right.key, failing.key, unused], otherUsers });

  test("are named below a key that is judged, with the service and the place", () => {
    const [key] = reportOf(facts).keys;
    expect(key?.other_users).toEqual([
      { ...database, service: "Amazon RDS" },
      { ...disk, service: "Amazon EFS" },
    ]);
  });

  test("make no key judged: each of the others is named, with the reason", () => {
    expect(reportOf(facts).not_judged).toEqual([
      {
        id: "alias/shared",
        plan: 0,
        users: [{ address: "aws_new.thing", attribute: "kms_key_id" }],
        because: "kmsgate has no requirements for aws_new",
      },
      {
        id: "aws_kms_key.bare",
        plan: 0,
        users: [{ ...database, service: "Amazon RDS" }],
        because: "kmsgate has no requirements for Amazon RDS",
      },
      { id: "aws_kms_key.unused", plan: 0, users: [], because: "nothing in the plan was seen to use it" },
    ]);
  });

  test("change nothing else of the report", () => {
    const [one, other] = [facts, { ...facts, otherUsers: [] }].map((each) => reportOf(each));
    expect(one?.summary).toEqual(other?.summary);
    expect(one?.findings).toEqual(other?.findings);
    expect(one?.keys.map(({ id, verdict }) => [id, verdict])).toEqual(
      other?.keys.map(({ id, verdict }) => [id, verdict]),
    );
  });

  test("a report without any says nothing of them", () => {
    const report = reportOf(theFacts([right]));
    expect("not_judged" in report || report.keys.some((key) => "other_users" in key)).toBe(false);
  });
});

describe("the resource in which a key is used", () => {
  const group = (name: string): Use["using"] => ({
    id: `aws_cloudwatch_log_group.${name}`,
    resource: null,
    arn: new Hole(name),
    name,
    account: "111122223333",
    region: "us-west-2",
    bucketKey: "unknown",
  });

  test("stands in its use, and two resources are two uses", () => {
    const uses = ["b", "a"].map((name) => aUse(right.key, null, { using: group(name), withoutRole: true }));
    const [key] = reportOf(theFacts(uses)).keys;
    expect(key?.uses.map(({ using, role, without_role: without }) => [using, role, without])).toEqual([
      ["aws_cloudwatch_log_group.a", null, true],
      ["aws_cloudwatch_log_group.b", null, true],
    ]);
  });
});

test("every type of resource that may be another user has a service's name", () => {
  const named = Object.keys(keyAttributes);
  expect(named.length).toBeGreaterThan(100);
  expect(named.filter((type) => serviceOfAddress(`${type}.x`) === undefined)).toEqual([]);
});

test("the type is read behind modules and instance keys", () => {
  expect(serviceOfAddress('module.a["x.aws_db_instance.y"].aws_efs_file_system.data["aws_x.y"]')).toBe("Amazon EFS");
  expect(serviceOfAddress("aws_kinesis_firehose_delivery_stream.s[0]")).toBe("Amazon Data Firehose");
  expect(serviceOfAddress("aws_unheard_of.thing")).toBeUndefined();
});
