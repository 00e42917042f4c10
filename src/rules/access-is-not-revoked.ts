import { confidenceOf, granteeId, type Taking, weaker } from "../judging";
import type { Judged, Profile } from "../findings";
import { catalogued, noteOf } from "../services";
import { fixOfTaking, places, placesOfTakings, sayTakings } from "./telling";
import { defineRule } from "./define-rule";

/** A plan must not take from a service what it uses. */
export const accessIsNotRevoked = defineRule<Taking>({
  id: "access-is-not-revoked",
  level: "error",
  title: "a plan must not take away access that a service still uses",
  why: "What a service has encrypted it has to decrypt later. Taking its permissions away, or its key, breaks what works today: filters and recommendations of Amazon Personalize, every operation of SageMaker geospatial capabilities on the data. This rule compares what was there before the plan with what it leaves, and reports each call that got through and will not.",
  fails: `{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" }
  ]
}`,
  passes: `{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
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
  source: noteOf(catalogued("personalize"), "revoking"),
  subjects: ({ takings }) => takings,
  judge(taking, { profile }): Judged {
    const { key, grantee, action, uses, before, after, certainty } = taking;
    return {
      verdict: certainty === "is" ? "violated" : "undecided",
      level: isNote(taking, profile) ? "note" : "error",
      confidence: confidenceOf(uses),
      basis: after === null ? before.effective.basis : weaker(before.effective.basis, after.effective.basis),
      key,
      grantee: granteeId(grantee),
      actions: [action],
    };
  },
  say: (group, scope) => sayTakings(group, scope),
  places: ({ subjects }) =>
    places(
      placesOfTakings(subjects),
      subjects.flatMap(({ uses }) => uses),
    ),
  fix: (group, scope) => fixOfTaking(group, scope),
  sourceOf: ({ subjects: [{ service }] }) => noteOf(service, "revoking"),
});

/**
 * What goes with its role or resource is nobody's loss; what somebody did outside Terraform is not this plan's doing. In the
 * profile `effective`, a layer's Allow counts for nothing where the call gets through.
 */
function isNote({ way, after }: Taking, profile: Profile): boolean {
  if (way.kind === "gone" || way.kind === "deleted-outside") return true;
  return profile === "effective" && way.kind === "policies" && after?.effective.outcome === "allowed";
}
