import type { Json } from "../../src/plan";
import { ACCOUNT, factsOf, oldKey, serviceRole, type Given } from "./plan";

const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const BUCKET: Given = { address: "aws_s3_bucket.b", after: { bucket: "data" } };

function encrypted(bucket_key_enabled: Json, sse: Json, unknown: Json = {}): readonly Given[] {
  const rule = [{ bucket_key_enabled, apply_server_side_encryption_by_default: [sse] }];
  const address = "aws_s3_bucket_server_side_encryption_configuration.b";
  const expressions = { rule: [{ bucket_key_enabled: { references: ["aws_elsewhere.x"] } }] };
  return [BUCKET, { address, after: { bucket: "data", rule }, unknown: { rule: [unknown] }, expressions }];
}
const byKey = { sse_algorithm: "aws:kms", kms_master_key_id: KEY };

test.each([
  ["yes", true, {}],
  ["no", false, {}],
  ["no", null, {}],
  ["unknown", null, { bucket_key_enabled: true }],
] as const)("a bucket's S3 Bucket Key: %s", (expected, enabled, unknown) => {
  const { buckets } = factsOf([oldKey("k"), ...encrypted(enabled, byKey, unknown)]);
  expect(buckets.map(({ bucketKey, key }) => [bucketKey, key])).toEqual([[expected, KEY]]);
});

test.each([
  [true, { sse_algorithm: "aws:kms" }],
  [true, { sse_algorithm: "aws:kms", kms_master_key_id: "alias/aws/s3" }],
  [true, { sse_algorithm: "aws:kms:dsse", kms_master_key_id: "" }],
  [undefined, { sse_algorithm: "AES256" }],
  [undefined, byKey],
])("a bucket under AWS's own key: %p", (expected, sse) => {
  expect(factsOf([oldKey("k"), ...encrypted(null, sse)]).buckets.map(({ managedByAws }) => managedByAws)).toEqual([
    expected,
  ]);
});

test("a use that calls show has the buckets that its key encrypts", () => {
  const policy = JSON.stringify({
    Statement: [{ Effect: "Allow", Action: "kms:Decrypt", Resource: KEY }],
  });
  const role: Given = { address: "aws_iam_role_policy.p", after: { name: "p", role: "p", policy } };
  const { uses } = factsOf([oldKey("k"), serviceRole("p"), role, ...encrypted(true, byKey)]);
  expect(uses.map(({ buckets }) => buckets?.map(({ id, bucketKey }) => [id, bucketKey]))).toEqual([
    [["aws_s3_bucket.b", "yes"]],
  ]);
});
