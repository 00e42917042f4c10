import { confidenceOf } from "../judging/access";
import { faultyPolicies, type FaultyPolicy } from "../judging/faulty-policies";
import { isRefused } from "../judging/policy-state";
import { defineRule } from "./define-rule";
import { places } from "./telling/locations";
import { sentences } from "./telling/sentences";

/** AWS must take the policies of the key and of the roles that use it. */
export const policyIsWellFormed = defineRule<FaultyPolicy>({
  id: "policy-is-well-formed",
  level: "error",
  title: "the policies of the key and of the roles that use it must be ones that AWS takes",
  why: "AWS refuses a malformed policy as a whole, so that the apply fails halfway. An error where AWS refuses the policy, a note where it takes the policy but reads it in a way of its own, as it does without Version. Nothing else is said of what such a policy allows.",
  fails: `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "AWS": "arn:aws:iam::111122223333:root" },
      "Actions": "kms:*",
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
    title: "IAM User Guide, Grammar of the IAM JSON policy language",
    url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html",
    read: "2026-12-01",
    says: "This page presents a formal grammar for the language used to create JSON policies in IAM.",
  },
  *subjects({ access }) {
    for (const each of access) yield* faultyPolicies(each);
  },
  judge: ({ fact, kind, key, uses }) => ({
    verdict: "violated",
    level: isRefused(fact) ? "error" : "note",
    confidence: confidenceOf(uses),
    basis: "documentation",
    key,
    grantee: null,
    actions: [],
    formerly: [FORMERLY[kind]],
  }),
  say: ({ level, subjects }) =>
    sentences(
      ...subjects.map((each) => {
        const what = level === "error" ? "is malformed, so that AWS refuses it" : "is written oddly";
        return `${nameOf(each)} ${what}: ${faultsOf(each).join("; ")}`;
      }),
    ),
  places: ({ subjects }) =>
    places(
      subjects.map(({ fact }) => fact.location),
      subjects.flatMap(({ uses }) => uses),
    ),
});

/** The rules of the layers told it before. */
const FORMERLY = {
  key: "key-policy-grants-role",
  identity: "role-policy-grants-role",
  boundary: "no-deny-blocks-service",
  trust: "role-trusts-service",
} as const satisfies Record<FaultyPolicy["kind"], string>;

const KINDS = { identity: "IAM policy", boundary: "permissions boundary", trust: "trust policy" } as const;

/** `the key policy of aws_kms_key.x`, `the IAM policy aws_iam_role_policy.x of aws_iam_role.x`. */
function nameOf({ kind, role, key, fact }: FaultyPolicy): string {
  if (kind === "key" || role === null) return `the key policy of ${key.id}`;
  const own = fact.policy?.name === undefined ? KINDS[kind] : `${KINDS[kind]} ${fact.policy.name}`;
  return `the ${own} of ${role.id}`;
}

function faultsOf({ fact }: FaultyPolicy): readonly string[] {
  return (fact.policy?.faults ?? []).map(({ at, what }) => (at === "" ? what : `${at}: ${what}`));
}
