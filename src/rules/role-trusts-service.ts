import { push } from "../grouping";
import type { Key, PolicyFact, Role, Use } from "../facts";
import { authorizeAssumeRole } from "../policy";
import { arnsIn, canonical, type Value } from "../values";
import { noteOf, type Service, serviceIn } from "../services";
import type { Verdict } from "../verdict";
import { confidenceOf, isEntirelyUnknown } from "../judging";
import { blockedByWriting, blockersOf, howToDecide, places, sentences, trustFix } from "./telling";
import { defineRule, type Scope } from "./define-rule";

/** The role's trust policy must let the service assume it. */
export const roleTrustsService = defineRule<Trust>({
  id: "role-trusts-service",
  level: "error",
  title: "the role's trust policy must let the service assume it",
  why: "A service uses a key with the permissions of the role that it is given, and for that it must be able to assume the role. Amazon SageMaker and SageMaker geospatial capabilities have service principals of their own, which are easily taken for each other.",
  fails: `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Service": "sagemaker.amazonaws.com" },
      "Action": "sts:AssumeRole"
    }
  ]
}`,
  passes: `{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Principal": { "Service": "personalize.amazonaws.com" },
      "Action": "sts:AssumeRole",
      "Condition": {
        "StringEquals": { "aws:SourceAccount": "111122223333" },
        "ArnLike": { "aws:SourceArn": "arn:aws:personalize:*:111122223333:*" }
      }
    }
  ]
}`,
  source: {
    title: "IAM User Guide, Create a role to delegate permissions to an AWS service",
    url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-service.html",
    read: "2026-11-22",
    says: "Many AWS services require that you use roles to allow the service to access resources in other services on your behalf. A role that a service assumes to perform actions on your behalf is called a service role.",
  },
  subjects: trusts,
  judge({ key, role, uses, verdict }) {
    if (verdict.outcome === "allowed") return null;
    return {
      verdict: verdict.outcome === "denied" ? "violated" : "undecided",
      level: "error",
      confidence: confidenceOf(uses),
      basis: verdict.basis,
      key,
      grantee: role.id,
      actions: ["sts:AssumeRole"],
    };
  },
  say(group, scope) {
    const [{ key, role }] = group.subjects;
    const violated = group.verdict === "violated";
    return sentences(
      ...group.subjects.map(({ service }) =>
        violated
          ? `the trust policy of ${role.id} does not let ${service.title} (${service.principals[0] ?? ""}) assume the role, so that it cannot use ${key.id} with it`
          : `it cannot be told whether the trust policy of ${role.id} lets ${service.title} (${service.principals[0] ?? ""}) assume the role`,
      ),
      ...group.subjects.map(({ verdict }) => verdict.because),
      ...howToDecide(blockersOf(group.subjects.map(({ verdict }) => verdict)), { key, role }, scope),
    );
  },
  places: ({ subjects }) =>
    places(
      subjects.map(({ role }) => role.trust.location),
      subjects.flatMap(({ uses }) => uses),
    ),
  fix({ subjects: [{ role, service, verdict }] }) {
    return verdict.outcome === "denied" || blockedByWriting(verdict) ? trustFix(role, service) : {};
  },
  sourceOf: ({ subjects: [{ service }] }) => noteOf(service, "trust"),
});

/** A service that uses a key with a role. */
interface Trust {
  readonly key: Key;
  readonly service: Service;
  readonly role: Role;
  readonly uses: readonly Use[];
  readonly verdict: Verdict;
}

/** Of a role outside the plan whose trust policy nobody sees, nothing is asked. */
function* trusts({ access, facts }: Scope): Generator<Trust> {
  const asked = new Map<Role, Map<string, Verdict>>();
  for (const { key, uses } of access) {
    const pairs = new Map<Role, Map<string, Use[]>>();
    for (const use of uses) {
      const { role, service } = use;
      if (role === null || (!role.managedHere && isEntirelyUnknown(role.trust))) continue;
      // AWS says who must be trusted of the services that are given a role by a call of their API
      if (serviceIn(facts.services, service).operations.length === 0) continue;
      const ofRole = pairs.get(role) ?? new Map<string, Use[]>();
      push(ofRole, service, use);
      pairs.set(role, ofRole);
    }
    for (const [role, services] of pairs) {
      for (const [id, ofService] of services) {
        const service = serviceIn(facts.services, id);
        // The catalogue does not say by which principal the service assumes the role that an attribute gives it.
        if (service.principals.length === 0) continue;
        const verdicts = asked.get(role) ?? new Map<string, Verdict>();
        asked.set(role, verdicts);
        const name = `${id} ${canonical(key.region) ?? ""}`;
        const verdict = verdicts.get(name) ?? mayAssume(service, role, key.region);
        verdicts.set(name, verdict);
        yield { key, role, service, uses: ofService, verdict };
      }
    }
  }
}

/** The service runs where the key is. A Region that is not known is taken to be one that the policy names. */
function mayAssume(service: Service, role: Role, region: Value): Verdict {
  const { principals } = service;
  const verdict = authorizeAssumeRole(role.trust.policy, { service: principals, role, region });
  if (verdict.outcome !== "unknown" || typeof region === "string") return verdict;
  const named = regionsNamed(role.trust);
  const there = named.map((each) =>
    authorizeAssumeRole(role.trust.policy, { service: principals, role, region: each }),
  );
  return there.find(({ outcome }) => outcome === "allowed") ?? verdict;
}

function regionsNamed({ policy }: PolicyFact): readonly string[] {
  const found = new Set<string>();
  for (const { region } of arnsIn(JSON.stringify(policy?.document ?? null))) {
    if (/^[a-z]{2}(?:-[a-z]+)+-\d+$/.test(region)) found.add(region);
  }
  return [...found];
}
