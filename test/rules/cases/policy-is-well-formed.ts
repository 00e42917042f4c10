import {
  KEY_ARN,
  RIGHT_KEY_POLICY,
  RIGHT_ROLE_POLICY,
  ROOT,
  aKey,
  aPolicy,
  aRole,
  aUse,
  theFacts,
  toRole,
} from "../build-facts";
import { right, rightKey, rightRole, type RuleCase } from "./case";

/** What the rule must say. */
export const policyIsWellFormed: readonly RuleCase[] = [
  { kind: "passes", name: "all is there", facts: right, told: [] },
  {
    kind: "fails",
    name: "a malformed policy, and nothing else of it",
    facts: theFacts([aUse(aKey([...RIGHT_KEY_POLICY, { ...toRole(["kms:Decrypt"]), Effect: "allow" }]), rightRole)]),
    told: ["error violated null: "],
  },
  {
    kind: "fails",
    name: "a malformed policy of the role",
    facts: theFacts([aUse(rightKey, aRole([...RIGHT_ROLE_POLICY, { Effect: "Allow", Resource: "*" }]))]),
    told: ["error violated null: "],
  },
  {
    kind: "fails",
    name: "a malformed boundary and a malformed trust policy, in one finding",
    facts: theFacts([
      aUse(
        rightKey,
        aRole(RIGHT_ROLE_POLICY, {
          boundary: aPolicy([{ Effect: "Allow", Action: "*" }], "boundary", { address: "aws_iam_policy.boundary" }),
          trust: aPolicy([{ Effect: "Allow", Action: "sts:AssumeRole", Principal: "*", Resource: "*" }], "trust"),
        }),
      ),
    ]),
    told: ["error violated null: "],
  },
  {
    kind: "passes",
    name: "a policy without Version is read by older rules: a note",
    facts: theFacts([aUse(aKey(JSON.stringify({ Statement: RIGHT_KEY_POLICY })), rightRole)]),
    told: ["note violated null: "],
  },
  {
    kind: "undecided",
    name: "a key policy that names its key by its ARN",
    facts: theFacts([aUse(aKey([...RIGHT_KEY_POLICY, { ...ROOT, Sid: "Own", Resource: KEY_ARN }]), rightRole)]),
    told: ["error undecided null: "],
  },
  {
    kind: "passes",
    name: "the same in a policy that this plan does not write",
    facts: theFacts([
      aUse(
        aKey(RIGHT_KEY_POLICY, {
          policy: aPolicy([...RIGHT_KEY_POLICY, { ...ROOT, Resource: KEY_ARN }], "key", { written: false }),
        }),
        rightRole,
      ),
    ]),
    told: [],
  },
  {
    kind: "fails",
    name: "a malformed policy and one with a Sid twice",
    facts: theFacts([
      aUse(
        rightKey,
        aRole([...RIGHT_ROLE_POLICY, { Effect: "Allow", Resource: "*" }], {
          trust: aPolicy(
            ["personalize.amazonaws.com", "sagemaker.amazonaws.com"].map((Service) => {
              return { Sid: "A", Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service } };
            }),
            "trust",
          ),
        }),
      ),
    ]),
    told: ["error violated null: "],
  },
  {
    kind: "fails",
    name: "inline policies that are over the quota together",
    facts: theFacts([
      aUse(
        rightKey,
        aRole([], {
          identityPolicies: [
            aPolicy(RIGHT_ROLE_POLICY, "identity"),
            ...["a", "b"].map((name) =>
              aPolicy(
                [{ Effect: "Allow", Action: "s3:*", Resource: `arn:aws:s3:::${name.repeat(5200)}` }],
                "identity",
                {
                  address: `aws_iam_role_policy.${name}`,
                },
              ),
            ),
          ],
        }),
      ),
    ]),
    told: ["error violated null: "],
  },
];
