import { type Call, confidenceOf, type GrantedCall, judgeCall, type SparedCall, weaker } from "../judging";
import {
  blockersOf,
  boundaryFix,
  enumerate,
  howToDecide,
  nameOf,
  places,
  reasons,
  sentences,
  servicesOf,
  some,
  usesOf,
  verdictPlaces,
} from "./telling";
import { definePart, defineRule, type Scope, type Group } from "./define-rule";

/**
 * The calls that a service makes itself under the grant that its role gave it: AWS asks for no Allow, but a Deny in the key
 * policy beats the grant.
 */
const callsUnderGrant = definePart<GrantedCall>({
  *subjects({ access }) {
    for (const { grantedCalls } of access) yield* grantedCalls;
  },
  judge(call) {
    const { key, service, action, verdict, uses } = call;
    if (verdict.outcome === "allowed") return null;
    const open = verdict.outcome === "unknown";
    // The same policy keeps the role's own call from being decided, which tells it.
    if (open && call.beside.some(({ rows }) => rows.some(({ documented }) => documented.outcome === "unknown")))
      return null;
    if (!open && verdict.by !== "explicit") return null;
    return {
      verdict: open ? "undecided" : "violated",
      level: "error",
      confidence: confidenceOf(uses),
      basis: weaker(verdict.basis, service.grantedCalls?.basis ?? "documentation"),
      key,
      grantee: service.principals[0] ?? null,
      actions: [action],
    };
  },
  say({ verdict, subjects, actions }, scope) {
    const [{ key, service }] = subjects;
    const caller = `the service principal ${service.principals[0] ?? service.id}`;
    const who = `${caller}, which calls KMS itself under the grant that ${service.title} makes`;
    const what = `${enumerate(actions)} on ${key.id} away from ${who}`;
    return sentences(
      verdict === "violated" ? `a Deny takes ${what}` : `it cannot be told whether a Deny takes ${what}`,
      ...reasons(subjects.map(({ verdict }) => verdict)),
      ...(verdict === "violated"
        ? ["narrow the Deny so that it spares this caller"]
        : howToDecide(blockersOf(subjects.map((each) => each.verdict)), { key, deny: true }, scope)),
    );
  },
  places: ({ subjects }) =>
    places(
      subjects.map(({ key }) => key.policy.location),
      subjects.flatMap(({ uses }) => uses),
    ),
});

/** Whom AWS says that a Deny must spare; where AWS says no more than that it might hit them, that cannot be told. */
const callsToSpare = definePart<SparedCall>({
  *subjects({ access }) {
    for (const { sparedCalls } of access) yield* sparedCalls;
  },
  judge: ({ key, spared, action, verdict, grantee, uses }) => ({
    verdict: spared.certain ? "violated" : "undecided",
    level: "error",
    confidence: confidenceOf(uses),
    basis: verdict.basis,
    key,
    grantee,
    actions: [action],
  }),
  say({ verdict, subjects, actions }) {
    const [{ key, spared }] = subjects;
    const using = subjects.flatMap(({ uses }) => uses).flatMap((use) => (use.using === null ? [] : [use.using.id]));
    const what = `${enumerate(actions)} on ${key.id} away from ${spared.title} (${some(using)})`;
    const violated = verdict === "violated";
    return sentences(
      violated ? `a Deny takes ${what}` : `it cannot be told whether a Deny takes ${what}`,
      violated ? "" : "AWS says that operations might fail where the Deny has no exception for them",
      ...reasons(subjects.map((each) => each.verdict)),
      `${violated ? "to spare it" : "to decide it"}, ${spared.how}`,
    );
  },
  places: ({ subjects }) =>
    places(
      subjects.map(({ key }) => key.policy.location),
      subjects.flatMap(({ uses }) => uses),
    ),
  sourceOf: ({ subjects: [{ spared }] }) => spared.source,
});

/** A Deny, a condition or a permissions boundary must not take a required call away. */
export const noDenyBlocksService = defineRule<Subject>({
  id: "no-deny-blocks-service",
  level: "error",
  title: "no Deny, condition or boundary may take a required call away",
  why: "A Deny beats every Allow, and a permissions boundary caps what a role may do. Denies written to keep people within a network or an organization often hit AWS services too, whose calls come from neither.",
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
    },
    {
      "Effect": "Deny",
      "Principal": "*",
      "Action": "kms:*",
      "Resource": "*",
      "Condition": { "StringNotEquals": { "aws:SourceVpce": "vpce-1a2b3c4d" } }
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
      "Action": "kms:*",
      "Resource": "*"
    },
    {
      "Effect": "Deny",
      "Principal": "*",
      "Action": ["kms:PutKeyPolicy", "kms:ScheduleKeyDeletion"],
      "Resource": "*",
      "Condition": { "StringNotEquals": { "aws:SourceVpce": "vpce-1a2b3c4d" } }
    }
  ]
}`,
  source: {
    title: "IAM User Guide, The difference between explicit and implicit denies",
    url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_AccessPolicyLanguage_Interplay.html",
    read: "2026-11-22",
    says: "If policies that apply to a request include an Allow statement and a Deny statement, the Deny statement trumps the Allow statement.",
  },
  *subjects({ access }) {
    for (const { openCalls } of access) {
      for (const call of openCalls) if (call.effective.outcome !== "allowed") yield { call };
    }
  },
  judge: ({ call }, { profile }) => judgeCall(call, profile),
  say: (group, scope) => (group.verdict === "violated" ? sayRefused(group) : sayOpen(group, scope)),
  places: (group) =>
    places(
      group.subjects.flatMap(({ call }) => verdictPlaces(call.effective, call.key, roleOf(call))),
      usesOf(group),
    ),
  fix({ verdict, subjects, actions }) {
    const [{ call }] = subjects;
    const role = roleOf(call);
    const capped = verdict === "violated" && subjects.every((each) => refusedBy(each.call) === "boundary");
    return capped && role !== null ? boundaryFix(call.key, role, call.service, actions) : {};
  },
  also: [callsUnderGrant, callsToSpare],
});

interface Subject {
  readonly call: Call;
}

function sayRefused(group: Group<Subject>): string {
  const [{ call }] = group.subjects;
  const { grantee, key } = call;
  const by = (way: "explicit" | "boundary"): readonly string[] =>
    group.subjects
      .filter((each) => refusedBy(each.call) === way)
      .map((each) => each.call.action)
      .sort();
  const [denied, capped] = [by("explicit"), by("boundary")];
  const services = servicesOf(group.subjects);
  return sentences(
    denied.length > 0 ? `a Deny takes ${enumerate(denied)} on ${key.id} away from ${nameOf(grantee)}` : "",
    capped.length > 0
      ? `the permissions boundary of ${nameOf(grantee)} does not allow ${enumerate(capped)} on ${key.id}`
      : "",
    grantee.kind === "role"
      ? `the calls made with this role for ${services} will fail`
      : `AWS requires this for ${services}`,
    ...reasons(group.subjects.map(({ call }) => call.effective)),
    denied.length > 0 ? "narrow the Deny so that it spares this caller" : "",
  );
}

function sayOpen(group: Group<Subject>, scope: Scope): string {
  const [{ call }] = group.subjects;
  const { grantee, key } = call;
  return sentences(
    `it cannot be told whether a Deny or a permissions boundary takes ${enumerate(group.actions)} on ${key.id} away from ${nameOf(grantee)}, as needed by ${servicesOf(group.subjects)}`,
    ...reasons(group.subjects.map(({ call }) => call.effective)),
    ...howToDecide(
      blockersOf(group.subjects.map((each) => each.call.effective)),
      { key, deny: true, ...(grantee.kind === "role" && { role: grantee.role }) },
      scope,
    ),
  );
}

function refusedBy({ effective }: Call): string {
  return effective.outcome === "denied" ? effective.by : effective.outcome;
}

function roleOf({ grantee }: Call) {
  return grantee.kind === "role" ? grantee.role : null;
}
