import { judgeRow, type Row } from "../judging";
import {
  enumerate,
  keyPolicyOf,
  missingInKeyPolicy,
  nameOf,
  places,
  sayMissing,
  usesOf,
  whatComesOfCalls,
  listedBesides,
} from "./telling";
import { defineRule } from "./define-rule";

/** The key policy must allow the service role every action that AWS lists. */
export const keyPolicyGrantsRole = defineRule<Row>({
  id: "key-policy-grants-role",
  level: "error",
  title: "the key policy must allow the service role every action that AWS lists",
  why: "A KMS key is ruled by its key policy: what it does not allow, no IAM policy of the role can, unless the key policy hands the decision to the account. AWS's default key policy does no more than that, and names no role.",
  fails: `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::111122223333:root" },
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
      "Principal": { "AWS": "arn:aws:iam::111122223333:root" },
      "Action": "kms:*",
      "Resource": "*"
    },
    {
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::111122223333:role/service" },
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
    title: "AWS KMS Developer Guide, Key policies in AWS KMS",
    url: "https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html",
    read: "2026-11-22",
    says: "Unless the key policy explicitly allows it, you cannot use IAM policies to allow access to a KMS key.",
  },
  subjects: ({ rows }) => rows,
  judge: (row, { profile }) => judgeRow(row, "key-policy-grants-role", profile),
  say(group, scope) {
    const [{ call }] = group.subjects;
    const [policy, actions, grantee] = [keyPolicyOf(call.key), enumerate(group.actions), nameOf(call.grantee)];
    return sayMissing(
      group,
      {
        lacks: `${policy} does not allow ${actions} to ${grantee}`,
        whether: `whether ${policy} allows ${actions} to ${grantee}`,
        comes: whatComesOfCalls(group),
      },
      scope,
    );
  },
  places: (group) => places([group.subjects[0].call.key.policy.location], usesOf(group)),
  fix: (group, scope) => missingInKeyPolicy(group, scope),
  sourceOf: ({ subjects: [row] }) => row.requirement.source,
  also: [listedBesides(({ grantee, layer }) => grantee.kind === "role" && layer === "key-policy")],
});
