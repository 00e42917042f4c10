import {
  accountOfRoot,
  accountRootArn,
  arnOfType,
  arnsIn,
  makeArn,
  mayHoldColon,
  parseArn,
  partitionIn,
} from "../../src/values/arn";
import { Hole, text, type Value } from "../../src/values/value";

const ACCOUNT = new Hole("account", { shape: "account" });
const ANYTHING = new Hole("var.role");
const withHole = (before: string, hole: Hole, after: string): Value => text([before, hole, after]);

test("an ARN has six fields, the last of which keeps its colons", () => {
  expect(parseArn("arn:aws:logs:eu-west-1:111122223333:log-group:x:*")).toEqual({
    partition: "aws",
    service: "logs",
    region: "eu-west-1",
    account: "111122223333",
    resource: "log-group:x:*",
  });
  expect(makeArn("aws", "iam", "", "111122223333", ["role/", "x"])).toBe("arn:aws:iam::111122223333:role/x");
});

test.each(["arn:aws:kms", "alias/x", "", "urn:aws:iam::111122223333:role/x"])("%j is no ARN", (value) => {
  expect(parseArn(value)).toBeUndefined();
});

test("a hole belongs to the field in which it stands, unless it is asked whether it may hold a colon", () => {
  expect(parseArn(withHole("arn:aws:iam::", ACCOUNT, ":role/x"))).toMatchObject({
    account: ACCOUNT,
    resource: "role/x",
  });
  const unclear = withHole("arn:aws:iam::", ANYTHING, ":role/x");
  expect(parseArn(unclear)?.account).toBe(ANYTHING);
  expect(parseArn(unclear, mayHoldColon)).toBeUndefined();
  expect(parseArn(withHole("arn:aws:iam::111122223333:role/", ANYTHING, ""), mayHoldColon)?.account).toBe(
    "111122223333",
  );
});

test.each([
  ["arn:aws:iam::111122223333:role/path/x", true],
  ["arn:aws:iam::111122223333:role/", false],
  ["arn:aws:iam::111122223333:user/x", false],
  ["arn:aws:sts::111122223333:role/x", false],
  ["arn::iam::111122223333:role/x", false],
] as const)("%s is the ARN of a role: %s", (value, expected) => {
  expect(arnOfType(value, "iam", "role") !== undefined).toBe(expected);
});

test("the type of a resource may be followed by a hole, and is never taken from one", () => {
  expect(arnOfType(withHole("arn:aws:iam::111122223333:role/", ANYTHING, ""), "iam", "role")).toBeDefined();
  expect(arnOfType(withHole("arn:aws:iam::111122223333:", ANYTHING, "/x"), "iam", "role")).toBeUndefined();
});

test("the root of an account is read as it is written", () => {
  expect(accountOfRoot(accountRootArn("aws-cn", "111122223333"))).toEqual({
    partition: "aws-cn",
    account: "111122223333",
  });
  expect(accountOfRoot(accountRootArn("aws", ACCOUNT))?.account).toBe(ACCOUNT);
  expect(accountOfRoot("arn:aws:iam::1111:root")).toBeUndefined();
  expect(accountOfRoot("arn:aws:iam::111122223333:rooted:root")).toBeUndefined();
});

test("the partition is read of an ARN that is not whole", () => {
  expect(partitionIn("arn:aws-us-gov:*")).toBe("aws-us-gov");
  expect(partitionIn(withHole("arn:", ANYTHING, ":iam::"))).toBe(ANYTHING);
  expect(partitionIn("alias/x")).toBeUndefined();
  expect(partitionIn("arn::iam")).toBeUndefined();
});

test("ARNs are found anywhere in a text, one after another", () => {
  const found = arnsIn(
    '{"a":"arn:aws:iam::111122223333:role/x,arn:aws:kms:eu-west-1:444455556666:key/1","b":"arn:aws:s3:::b"}',
  );
  expect([...found].map(({ service, region, account }) => [service, region, account])).toEqual([
    ["iam", "", "111122223333"],
    ["kms", "eu-west-1", "444455556666"],
    ["s3", "", ""],
  ]);
});
