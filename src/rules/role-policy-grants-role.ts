import type { Role } from "../facts";
import { judgeRow, type Row } from "../judging";
import {
  addingHelps,
  enumerate,
  nameOf,
  places,
  rolePolicyFix,
  rolePolicyPlaces,
  sayMissing,
  usesOf,
  whatComesOfCalls,
  listedBesides,
} from "./telling";
import { defineRule } from "./define-rule";
import { sourceOfRequirement } from "../services";

/** The role's IAM policies must allow what AWS lists for them. */
export const rolePolicyGrantsRole = defineRule<Row>({
  id: "role-policy-grants-role",
  level: "error",
  title: "the role's IAM policies must allow what AWS lists",
  why: "For most operations AWS asks for the permission twice: in the key policy and in the role's own policies. Not for a dataset import job of Amazon Personalize, and for SageMaker geospatial only where the account root is no administrator of the key.",
  fails: `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["kms:Decrypt", "kms:GenerateDataKey"],
      "Resource": "arn:aws:kms:us-west-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
    }
  ]
}`,
  passes: `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey", "kms:ListGrants"],
      "Resource": "arn:aws:kms:us-west-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
    }
  ]
}`,
  source: sourceOfRequirement("personalize", "personalize.role-policy.role"),
  subjects: ({ rows }) => rows,
  judge: (row, { profile }) => judgeRow(row, "role-policy-grants-role", profile),
  say(group, scope) {
    const [{ call, requirement }] = group.subjects;
    const [who, what] = [nameOf(call.grantee), `${enumerate(group.actions)} on ${call.key.id}`];
    // Where AWS's page asks for the key policy alone, only a role of another account needs more.
    const besides =
      requirement.layer === "key-policy" ? ", as a role of another account needs besides the key policy" : "";
    return sayMissing(
      group,
      {
        lacks: `no IAM policy of ${who} allows ${what}${besides}`,
        whether: `whether an IAM policy of ${who} allows ${what}${besides}`,
        comes: whatComesOfCalls(group),
      },
      scope,
    );
  },
  places(group) {
    const role = roleOf(group.subjects[0]);
    return places(role === null ? [] : rolePolicyPlaces(role), usesOf(group));
  },
  fix(group) {
    const {
      subjects: [row],
      actions,
    } = group;
    const role = roleOf(row);
    return role === null || !addingHelps(group) ? {} : rolePolicyFix(row.call.key, role, row.call.service, actions);
  },
  sourceOf: ({ subjects: [row] }) => row.requirement.source,
  also: [listedBesides(({ grantee, layer }) => grantee.kind === "role" && layer !== "key-policy")],
});

function roleOf({ call: { grantee } }: Row): Role | null {
  return grantee.kind === "role" ? grantee.role : null;
}
