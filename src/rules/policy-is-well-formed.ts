import { confidenceOf, faultyPolicies, type FaultyPolicy, type Flaw } from "../judging";
import type { Refusal } from "../policy";
import type { Source } from "../services";
import { defineRule } from "./define-rule";
import { places, sentences } from "./telling";

const GRAMMAR: Source = {
  title: "IAM User Guide, Grammar of the IAM JSON policy language",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html",
  read: "2026-12-01",
  says: "This page presents a formal grammar for the language used to create JSON policies in IAM.",
};

/** AWS must take the policies of the key and of the roles that use it. */
export const policyIsWellFormed = defineRule<FaultyPolicy>({
  id: "policy-is-well-formed",
  level: "error",
  title: "the policies of the key and of the roles that use it must be ones that AWS takes",
  why: "AWS refuses a malformed policy as a whole, so that the apply stops halfway. Of the policies that this plan writes it refuses more: IAM policies in which a Sid stands twice or is not alphanumeric, policies over the size quota, a Condition that is null, and statements of a key policy without Resource. Undecided where AWS does not say it for certain, such as a Resource other than * in a key policy; a note where AWS takes the policy but reads it in a way of its own, as it does without Version.",
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
  source: GRAMMAR,
  *subjects({ access }) {
    for (const each of access) yield* faultyPolicies(each);
  },
  judge: ({ reception, kind, flaws, key, uses }) => ({
    verdict: reception === "doubtful" ? "undecided" : "violated",
    level: reception === "accepted" ? "note" : "error",
    confidence: confidenceOf(uses),
    basis: "documentation",
    key,
    grantee: null,
    actions: [],
    ...(flaws.some((flaw) => flaw.kind === "fault") && { formerly: [FORMERLY[kind]] }),
  }),
  say: ({ subjects }) =>
    sentences(
      ...subjects.map(
        ({ flaws, ...policy }) =>
          `${nameOf(policy)} ${whatItIs(policy.reception, flaws)}: ${flaws.map(say).join("; ")}`,
      ),
      subjects.some(({ flaws }) => flaws.some(isResource))
        ? 'to decide it, write "Resource": "*", which means this key'
        : "",
    ),
  places: ({ subjects }) =>
    places(
      subjects.map(({ fact }) => fact.location),
      subjects.flatMap(({ uses }) => uses),
    ),
  sourceOf: ({ subjects: [policy] }) => sourceOf(policy) ?? GRAMMAR,
});

/** Where AWS says what a policy that is written must hold to; of malformed documents the rule's own source tells. */
const SOURCES = {
  sid: {
    title: "IAM User Guide, IAM JSON policy elements: Sid",
    url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html",
    read: "2026-12-01",
    says: "In IAM, the Sid value must be unique within a JSON policy.",
  },
  quota: {
    title: "IAM User Guide, IAM and AWS STS quotas",
    url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html",
    read: "2026-12-01",
    says: "Policy documents can contain only the following Unicode characters: horizontal tab (U+0009), linefeed (U+000A), carriage return (U+000D), and characters in the range U+0020 to U+00FF.",
  },
  keyPolicy: {
    title: "AWS KMS Developer Guide, Creating a key policy",
    url: "https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html",
    read: "2026-12-01",
    says: "Up to 32 kilobytes (32,768 bytes)",
  },
} as const satisfies Record<string, Source>;

function sourceOf({ kind, flaws: [flaw] }: FaultyPolicy): Source | undefined {
  if (flaw?.kind === "size") return kind === "key" ? SOURCES.keyPolicy : SOURCES.quota;
  if (flaw?.kind !== "refusal") return undefined;
  switch (flaw.refusal.kind) {
    case "repeated-sid":
    case "sid-characters":
      return SOURCES.sid;
    case "character":
      return kind === "key" ? SOURCES.keyPolicy : SOURCES.quota;
    case "missing-resource":
    case "resource-of-key-policy":
      return SOURCES.keyPolicy;
    case "null-condition":
      return undefined;
  }
}

/** Malformed policies were told by the rules of their layers before. */
const FORMERLY = {
  key: "key-policy-grants-role",
  identity: "role-policy-grants-role",
  inline: "role-policy-grants-role",
  boundary: "no-deny-blocks-service",
  trust: "role-trusts-service",
} as const satisfies Record<FaultyPolicy["kind"], string>;

function whatItIs(reception: FaultyPolicy["reception"], flaws: readonly Flaw[]): string {
  switch (reception) {
    case "refused":
      return flaws.some(({ kind }) => kind === "fault") ? "is malformed, so that AWS refuses it" : "is refused by AWS";
    case "doubtful":
      return "may be refused by AWS";
    case "accepted":
      return "is written oddly";
  }
}

const KINDS = { identity: "IAM policy", boundary: "permissions boundary", trust: "trust policy" } as const;

/** `the key policy of aws_kms_key.x`, `the IAM policy aws_iam_role_policy.x of aws_iam_role.x`. */
function nameOf({ kind, role, key, fact }: Pick<FaultyPolicy, "kind" | "role" | "key" | "fact">): string {
  if (kind === "key" || role === null) return `the key policy of ${key.id}`;
  if (kind === "inline") return `the whole of the inline policies of ${role.id}`;
  const own = fact.policy?.name === undefined ? KINDS[kind] : `${KINDS[kind]} ${fact.policy.name}`;
  return `the ${own} of ${role.id}`;
}

function say(flaw: Flaw): string {
  switch (flaw.kind) {
    case "fault": {
      const { at, what } = flaw.fault;
      return at === "" ? what : `${at}: ${what}`;
    }
    case "refusal":
      return sayRefusal(flaw.refusal);
    case "size": {
      const { size, sure, quota, mostQuota } = flaw;
      const most = mostQuota > quota ? ` unless the account's quota was raised (to ${count(mostQuota)} at most)` : "";
      return `it ${sure ? "has" : "may have"} ${count(size)} characters without white space, and AWS takes ${count(quota)}${most}`;
    }
  }
}

function sayRefusal(refusal: Refusal): string {
  switch (refusal.kind) {
    case "repeated-sid":
      return `${aSid(refusal.sid)} stands twice, and must be unique within the policy`;
    case "sid-characters":
      return `${aSid(refusal.sid)} holds a character that is neither a letter (A-Z, a-z) nor a digit`;
    case "null-condition":
      return `${refusal.at}.Condition: \`Condition\` is null; it must be an object, or left out`;
    case "missing-resource":
      return `${refusal.at}.Resource: \`Resource\` is missing`;
    case "resource-of-key-policy": {
      const { at, written = "something else" } = refusal;
      return written === "NotResource"
        ? `${at}.NotResource: AWS says of a key policy that it takes \`*\` alone as \`Resource\``
        : `${at}.Resource: \`Resource\` is \`${written}\`, and AWS says of a key policy that it takes \`*\` alone`;
    }
    case "character":
      return `it holds the character ${refusal.character}, and AWS takes those from U+0020 to U+00FF, tab and line ends`;
  }
}

function aSid(sid: string | undefined): string {
  return sid === undefined ? "a Sid" : `the Sid \`${sid}\``;
}

function isResource(flaw: Flaw): boolean {
  return flaw.kind === "refusal" && flaw.refusal.kind === "resource-of-key-policy";
}

/** `10,240`, as AWS writes it. */
function count(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ",");
}
