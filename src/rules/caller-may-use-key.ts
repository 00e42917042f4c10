import { type CallerNeed, callerNeeds, confidenceOf } from "../judging";
import { enumerate, places, sentences, some } from "./telling";
import { defineRule } from "./define-rule";

/** Whoever runs Terraform needs the key as well, where a service acts for the one who calls it. */
export const callerMayUseKey = defineRule<CallerNeed>({
  id: "caller-may-use-key",
  level: "note",
  title: "whoever runs Terraform must be let use the key, where a service acts for its caller",
  why: "Some services use a key in the name of whoever creates the resource. Who runs Terraform stands in no plan: under a key policy that leaves decisions to the account, its IAM policies decide; under one that does not, the key policy has to name them.",
  fails: `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::111122223333:role/admin" },
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
    }
  ]
}`,
  source: {
    title: "AWS KMS Developer Guide, Key policies in AWS KMS",
    url: "https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html",
    read: "2026-11-22",
    says: "Unless the key policy explicitly allows it, you cannot use IAM policies to allow access to a KMS key.",
  },
  subjects: ({ facts }) => callerNeeds(facts),
  judge: ({ key, requirement, uses }) => ({
    verdict: "violated",
    level: "note",
    confidence: confidenceOf(uses),
    basis: "documentation",
    key,
    grantee: null,
    actions: requirement.actions,
  }),
  say({ subjects, actions }) {
    const [{ key }] = subjects;
    const titles = [...new Set(subjects.map(({ service }) => service.title))].sort();
    const using = subjects.flatMap(({ uses }) => uses).flatMap((use) => (use.using === null ? [] : [use.using.id]));
    const what = using.length === 0 ? "" : `, to make ${some(using)}`;
    return sentences(
      `whoever runs Terraform will need ${enumerate(actions)} on ${key.id} for ${enumerate(titles)}${what}`,
      "its key policy does not leave this to the account, so that it has to name them",
    );
  },
  places: ({ subjects }) =>
    places(
      [subjects[0].key.policy.location],
      subjects.flatMap(({ uses }) => uses),
    ),
  sourceOf: ({ subjects: [{ requirement }] }) => requirement.source,
});
