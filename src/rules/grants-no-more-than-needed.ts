import { confidenceOf, type Excess, excessInKeyPolicy, excessInRolePolicies } from "../judging";
import { enumerate, nameOf, places, sentences } from "./telling";
import { defineRule } from "./define-rule";

/** A service role or service principal should get what AWS lists, and no more. */
export const grantsNoMoreThanNeeded = defineRule<Excess>({
  id: "grants-no-more-than-needed",
  level: "note",
  title: "a service should get what AWS lists, and no more",
  why: "kms:* lets a service role delete the key and rewrite its policy; a principal * without a condition lets in everybody; and kms:CreateGrant in the policy of a Personalize role lets it hand on any key that the policy reaches, while AWS asks for it in the key policy only.",
  fails: `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": {
        "AWS": "arn:aws:iam::111122223333:role/service",
        "Service": "personalize.amazonaws.com"
      },
      "Action": "kms:*",
      "Resource": "*"
    }
  ]
}`,
  passes: `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": {
        "AWS": "arn:aws:iam::111122223333:role/service",
        "Service": "personalize.amazonaws.com"
      },
      "Action": [
        "kms:CreateGrant",
        "kms:Decrypt",
        "kms:DescribeKey",
        "kms:GenerateDataKey",
        "kms:ListGrants"
      ],
      "Resource": "*"
    }
  ]
}`,
  source: {
    title: "AWS KMS Developer Guide, Best practices for IAM policies",
    url: "https://docs.aws.amazon.com/kms/latest/developerguide/iam-policies-best-practices.html",
    read: "2026-11-22",
    says: "In IAM policy statements that control access to KMS keys, use the least privileged principle. Give IAM principals only the permissions they need on only the KMS keys they must use or manage.",
  },
  *subjects({ access, facts }) {
    for (const each of access) {
      yield* excessInKeyPolicy(each);
      yield* excessInRolePolicies(each, facts.services);
    }
  },
  judge: ({ key, grantee, actions, uses }) => ({
    verdict: "violated",
    level: "note",
    confidence: confidenceOf(uses),
    basis: "documentation",
    key,
    grantee,
    actions,
  }),
  say: ({ subjects }) => sentences(...subjects.map(say)),
  places: ({ subjects }) =>
    places(
      subjects.map(({ at }) => at),
      subjects.flatMap(({ uses }) => uses),
    ),
});

function say({ key, grantee, actions, what }: Excess): string {
  const all = enumerate(actions);
  switch (what.kind) {
    case "everybody":
      return `the key policy of ${key.id} allows ${all} to everybody (Principal *), without a condition`;
    case "key-policy":
      return `the key policy of ${key.id} allows ${all} to ${nameOf(what.grantee)}, which needs only ${enumerate(what.needed)}`;
    case "role-policy": {
      const only = what.inKeyPolicyOnly;
      const besides = only.length === 0 ? "" : `, and AWS asks for ${enumerate(only)} in the key policy only`;
      return `an IAM policy of the role ${grantee} allows ${all} on ${key.id}${besides}`;
    }
  }
}
