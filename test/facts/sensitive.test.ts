import { judge } from "../../src/rules/judge";
import { toReport } from "../../src/report/to-report";
import { ACCOUNT, factsOf, newKey, policy, serviceRole, type Given } from "./plan";

const CANARY = /canary/i;
const arn = (service: string, resource: string): string =>
  `arn:aws:${service}:${service === "kms" ? "eu-west-1" : ""}:${ACCOUNT}:${resource}`;
const statement = { Effect: "Allow", Resource: "*" };

const sensitive: readonly Given[] = [
  {
    ...newKey("k", {
      policy: policy(
        {
          ...statement,
          Sid: "CanarySid",
          Principal: { AWS: arn("iam", "role/p"), Service: "personalize.amazonaws.com" },
          Action: "kms:*",
          Condition: { StringEquals: { "aws:PrincipalTag/canary": "canary" } },
        },
        {
          Effect: "Deny",
          Resource: "*",
          Sid: "CanaryDeny",
          Principal: "*",
          Action: "kms:Decrypt",
          Condition: { StringLike: { "kms:EncryptionContext:canary": "canary*" } },
        },
      ),
    }),
    sensitive: { policy: true },
  },
  serviceRole("p"),
  {
    address: "aws_iam_role_policy.p",
    after: {
      role: "p",
      name: "p",
      policy: policy({ ...statement, Sid: "Canary", Action: "kms:Decrypt", Resource: arn("kms", "key/canary-1") }),
    },
    sensitive: { policy: true },
  },
  {
    address: "aws_lambda_function.f",
    after: { environment: [{ variables: { KEY: arn("kms", "key/canary-2"), ROLE: arn("iam", "role/p") } }] },
    sensitive: { environment: [{ variables: true }] },
  },
  {
    address: "aws_cloudcontrolapi_resource.c",
    after: {
      type_name: "AWS::Personalize::DatasetGroup",
      desired_state: JSON.stringify({ KmsKeyArn: arn("kms", "key/canary-3"), RoleArn: arn("iam", "role/canary") }),
    },
    sensitive: { desired_state: true },
  },
];

test("nothing of a sensitive value stands in the report, but what it is about", () => {
  const facts = factsOf(sensitive);
  const judgement = judge(facts, { profile: "documented", minConfidence: "inferred" });
  const report = toReport(facts, judgement, { plans: [], version: "0", profile: "documented" });
  expect(JSON.stringify(report)).not.toMatch(CANARY);
  expect(report.keys.map(({ id }) => id)).toEqual([
    "a key in aws_cloudcontrolapi_resource.c.desired_state, which is sensitive",
    "a key in aws_iam_role_policy.p.policy, which is sensitive",
    "a key in aws_lambda_function.f.environment, which is sensitive",
    "aws_kms_key.k",
  ]);
});

const account = { AWS: arn("iam", "root") };
const MALFORMED = [
  ["no JSON", '{"Version": "2012-10-17", "Statement": [}'],
  [
    "Statement twice",
    `{"Statement": [], "Statement": ${JSON.stringify([{ ...statement, Principal: account, Action: "kms:*" }])}}`,
  ],
  [
    "a condition twice",
    '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "kms:*", "Resource": "*", "Condition": {"Bool": {"canary": "true", "canary": "false"}}}]}',
  ],
  ["a condition of text", policy({ ...statement, Principal: account, Action: "kms:*", Condition: "canary" })],
  [
    "an operator that is none",
    policy({ ...statement, Principal: account, Action: "kms:*", Condition: { Canary: { a: "b" } } }),
  ],
  ["an element that is none", policy({ ...statement, Principal: account, Action: "kms:*", Conditions: {} })],
  ["a Sid that is no text", policy({ ...statement, Principal: account, Action: "kms:*", Sid: 31_415 })],
] as const;

test.each(MALFORMED)("a malformed policy is malformed whether it is sensitive or not: %s", (_, document) => {
  const key = newKey("k", { policy: document });
  const faults = [key, { ...key, sensitive: { policy: true } }].map((each) => {
    return factsOf([each]).keys[0]?.policy.policy?.faults ?? [];
  });
  expect(faults[0]).not.toEqual([]);
  expect(faults[1]?.map(({ accepted }) => accepted)).toEqual(faults[0]?.map(({ accepted }) => accepted));
  expect(JSON.stringify(faults[1])).not.toMatch(/canary|31415/i);
});
