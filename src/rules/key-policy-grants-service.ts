import { judgeRow, type Row } from "../judging";
import {
  enumerate,
  keyPolicyOf,
  missingInKeyPolicy,
  nameOf,
  places,
  sayMissing,
  usesOf,
  whatComesOfServiceCalls,
  listedBesides,
} from "./telling";
import { defineRule } from "./define-rule";
import { sourceOfRequirement } from "../services";

/** Where the service calls KMS in its own name, the key policy must allow its service principal too. */
export const keyPolicyGrantsService = defineRule<Row>({
  id: "key-policy-grants-service",
  level: "error",
  title: "the key policy must allow the service principal too, where AWS asks for it",
  why: "A service principal has no IAM policy, and no account stands behind it: only the key policy can admit it. AWS's example for Amazon Personalize names the role and the service in one statement.",
  fails: `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::111122223333:role/service" },
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
  source: sourceOfRequirement("personalize", "personalize.key-policy.service"),
  subjects: ({ rows }) => rows,
  judge: (row, { profile }) => judgeRow(row, "key-policy-grants-service", profile),
  say(group, scope) {
    const [{ call }] = group.subjects;
    const [policy, actions, grantee] = [keyPolicyOf(call.key), enumerate(group.actions), nameOf(call.grantee)];
    return sayMissing(
      group,
      {
        lacks: `${policy} does not allow ${actions} to ${grantee}`,
        whether: `whether ${policy} allows ${actions} to ${grantee}`,
        comes: whatComesOfServiceCalls(group),
      },
      scope,
    );
  },
  places: (group) => places([group.subjects[0].call.key.policy.location], usesOf(group)),
  fix: (group, scope) => missingInKeyPolicy(group, scope),
  sourceOf: ({ subjects: [row] }) => row.requirement.source,
  also: [listedBesides(({ grantee }) => grantee.kind === "service")],
});
