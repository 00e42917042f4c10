import { judgeRow, openRows, type Row } from "../judging";
import {
  enumerate,
  keyPolicyOf,
  type MissingAllow,
  missingInKeyPolicy,
  nameOf,
  places,
  sayMissing,
  servicesOf,
  usesOf,
  whatComesOfCalls,
} from "./telling";
import { definePart, defineRule, type Part, type Scope, type Group } from "./define-rule";
import { sourceOfRequirement } from "../services";

const ID = "export-needs-data-key-without-plaintext";

/** What both parts share: where it is, and what to add. */
const keyPolicy: Pick<Part<Row>, "places" | "fix" | "sourceOf"> = {
  places: (group) => places([group.subjects[0].call.key.policy.location], usesOf(group)),
  fix: (group, scope) => missingInKeyPolicy(group, scope, "Export"),
  sourceOf: ({ subjects: [row] }) => row.requirement.source,
};

function say(group: Group<Row>, scope: Scope, words: Pick<MissingAllow, "comes" | "neededBy">): string {
  const [{ call }] = group.subjects;
  const [policy, actions, grantee] = [keyPolicyOf(call.key), enumerate(group.actions), nameOf(call.grantee)];
  const lacks = `${policy} does not allow ${actions} to ${grantee}`;
  return sayMissing(group, { lacks, whether: `whether ${policy} allows ${actions} to ${grantee}`, ...words }, scope);
}

/** As long as no export is seen, the lack is a note, whatever else may be lacking. */
const noExportSeen = definePart<Row>({
  *subjects({ access }) {
    for (const { openExportCalls } of access) yield* openRows(openExportCalls);
  },
  judge(row, { profile }) {
    const judged = judgeRow(row, ID, profile);
    return judged === null ? null : { ...judged, level: "note" };
  },
  say: (group, scope) =>
    say(group, scope, {
      comes: ["no export of the dataset group's data is seen, but AWS requires it for one"],
      neededBy: "an export of the dataset group's data",
    }),
  ...keyPolicy,
});

/** The key of a dataset group whose data are exported needs one more action. */
export const exportNeedsDataKeyWithoutPlaintext = defineRule<Row>({
  id: ID,
  level: "error",
  title: "exporting the data of a dataset group with a key needs kms:GenerateDataKeyWithoutPlaintext",
  why: "A note on the key of a dataset group as long as no export is seen, an error once one is. The action is not contained in kms:GenerateDataKey, and the role and the service principal both need it in the key policy.",
  fails: `{
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
        "kms:GenerateDataKeyWithoutPlaintext",
        "kms:ListGrants"
      ],
      "Resource": "*"
    }
  ]
}`,
  source: sourceOfRequirement("personalize", "personalize.key-policy.role.export"),
  subjects: ({ rows }) => rows,
  judge: (row, { profile }) => judgeRow(row, ID, profile),
  say: (group, scope) =>
    say(group, scope, {
      comes:
        group.subjects[0].call.grantee.kind === "role"
          ? whatComesOfCalls(group)
          : [`AWS requires this for ${servicesOf(group.subjects)}`],
    }),
  ...keyPolicy,
  also: [noExportSeen],
});
