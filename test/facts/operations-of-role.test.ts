import type { JsonObject } from "../../src/plan";
import { ACCOUNT, factsOf, oldKey, policy, serviceRole, type Given } from "./plan";

const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const useOfTheKey = { Effect: "Allow", Action: "kms:Decrypt", Resource: KEY };
const broad = { Effect: "Allow", Action: "s3:*", Resource: "*" };
const bucket = { Effect: "Allow", Action: "s3:*", Resource: ["arn:aws:s3:::data", "arn:aws:s3:::data/*"] };

type Statement = JsonObject;

/** The operations that a role with these statements is taken to start. */
function operations(statements: readonly Statement[], ...more: readonly Given[]): unknown {
  const role: Given = {
    address: "aws_iam_role_policy.p",
    after: { role: "p", name: "p", policy: policy(useOfTheKey, ...statements) },
  };
  const { uses } = factsOf([oldKey("k"), serviceRole("p"), role, ...more]);
  expect(uses).toHaveLength(1);
  return uses[0]?.operations;
}

const deny = (more: Statement): Statement => ({ Effect: "Deny", Action: "s3:PutObject", Resource: "*", ...more });
const bucketPolicy: Given = {
  address: "aws_s3_bucket_policy.b",
  after: {
    bucket: "data",
    policy: policy({ Effect: "Allow", Principal: "*", Action: "s3:PutObject", Resource: "arn:aws:s3:::data/*" }),
  },
};

test("a role that may do all with S3 may write", () => {
  expect(operations([broad])).toBeNull();
});

test.each<[string, readonly Statement[]]>([
  ["a Deny of s3:PutObject", [broad, deny({})]],
  [
    "a Deny of all but reading",
    [broad, { Effect: "Deny", NotAction: ["s3:Get*", "s3:List*", "kms:*"], Resource: "*" }],
  ],
  ["a Deny on every object", [broad, deny({ Resource: "arn:aws:s3:::*/*" })]],
  ["a Deny on the objects that it may write", [bucket, deny({ Resource: "arn:aws:s3:::data/*" })]],
  ["a Deny on a wider pattern", [bucket, deny({ Action: "s3:Put*", Resource: "arn:aws:s3:::da*" })]],
])("%s leaves the reading", (_, statements) => {
  expect(operations(statements)).toEqual(["dataset-import-job"]);
});

test.each<[string, readonly Statement[]]>([
  ["under a condition", [broad, deny({ Condition: { Bool: { "aws:SecureTransport": "false" } } })]],
  ["of something else", [broad, deny({ Action: "s3:DeleteObject" })]],
  ["on other objects", [bucket, deny({ Resource: "arn:aws:s3:::other/*" })]],
  ["on a part of the objects", [bucket, deny({ Resource: "arn:aws:s3:::data/raw/*" })]],
  ["on all but some objects", [broad, { Effect: "Deny", Action: "s3:PutObject", NotResource: "arn:aws:s3:::data/*" }]],
  ["on one character, where a star is allowed", [bucket, deny({ Resource: "arn:aws:s3:::data/?" })]],
  [
    "on some objects, where all but some are allowed",
    [{ Effect: "Allow", Action: "s3:*", NotResource: "arn:aws:s3:::x/*" }, deny({ Resource: "arn:aws:s3:::x/*" })],
  ],
  ["in another partition", [broad, deny({ Resource: "arn:aws-cn:s3:::*" })]],
  [
    "with a policy variable, which another version reads as text",
    [{ ...broad, Resource: "arn:aws:s3:::${aws:userid}/*" }, deny({ Resource: "arn:aws:s3:::${aws:userid}/*" })],
  ],
])("a Deny %s leaves the writing", (_, statements) => {
  expect(operations(statements)).toBeNull();
});

test("what a bucket's policy allows, the role's Deny takes away where it is one of every object", () => {
  expect(operations([broad, deny({})], bucketPolicy)).toEqual(["dataset-import-job"]);
  expect(operations([bucket, deny({ Resource: "arn:aws:s3:::data/*" })], bucketPolicy)).toBeNull();
});

test("a bucket's policy for all but some lets the role write", () => {
  const reading = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };
  const others = { Effect: "Allow", NotPrincipal: { Service: "x.amazonaws.com" }, Action: "s3:*", Resource: "*" };
  const given: Given = { ...bucketPolicy, after: { bucket: "data", policy: policy(others) } };
  expect(operations([reading])).toEqual(["dataset-import-job"]);
  expect(operations([reading], given)).toBeNull();
});

test("a policy that is not known may not write what is denied, nor one that may be attached", () => {
  const unknown: Given = {
    address: "aws_iam_role_policy.unknown",
    after: { role: "p", name: "unknown" },
    unknown: { policy: true },
    expressions: { policy: { references: ["local.x"] } },
  };
  const reading = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };
  expect(operations([reading], unknown)).toBeNull();
  expect(operations([reading, deny({})], unknown)).toEqual(["dataset-import-job"]);
});

test.each<[string, Statement, unknown]>([
  ["only reads", { Effect: "Allow", Action: "s3:GetObject", Resource: "*" }, ["dataset-import-job"]],
  ["may write", broad, null],
])("the plan's role for a service that a bucket's policy names: one that %s", (_, statement, expected) => {
  const encryption = {
    apply_server_side_encryption_by_default: [{ sse_algorithm: "aws:kms", kms_master_key_id: KEY }],
  };
  const { uses } = factsOf([
    oldKey("k"),
    serviceRole("p"),
    { address: "aws_iam_role_policy.p", after: { role: "p", name: "p", policy: policy(statement) } },
    { address: "aws_s3_bucket.b", after: { bucket: "data" } },
    {
      address: "aws_s3_bucket_server_side_encryption_configuration.b",
      after: { bucket: "data", rule: [encryption] },
    },
    {
      ...bucketPolicy,
      after: {
        bucket: "data",
        policy: policy({
          Effect: "Allow",
          Principal: { Service: "personalize.amazonaws.com" },
          Action: ["s3:GetObject", "s3:ListBucket"],
          Resource: "*",
        }),
      },
    },
  ]);
  expect(uses.map(({ role, operations: found }) => [role?.id, found])).toEqual([["aws_iam_role.p", expected]]);
});
