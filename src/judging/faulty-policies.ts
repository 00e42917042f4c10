import type { Key, PolicyFact, Role, Use } from "../facts";
import { kept } from "../grouping";
import { leastSize, mostSize, refusalsOf, type PolicyFault, type Refusal } from "../policy";
import type { KeyAccess } from "./access";
import { isFaulty, isRefused } from "./policy-state";

/** What is wrong with a policy. */
export type Flaw =
  | { readonly kind: "fault"; readonly fault: PolicyFault }
  | { readonly kind: "refusal"; readonly refusal: Refusal }
  | {
      readonly kind: "size";
      /** At least so many characters, white space left out; so many perhaps, where it is not `sure`. */
      readonly size: number;
      /** Whether it is that large whatever a later plan does, and whatever else it depends on what is in force. */
      readonly sure: boolean;
      readonly quota: number;
      /** So far the quota can be raised. */
      readonly mostQuota: number;
    };

/**
 * What a flaw means. `refused`: AWS refuses the policy. `doubtful`: it cannot be told whether AWS takes it. `accepted`: AWS
 * takes it, and reads it in a way of its own.
 */
export type Reception = "refused" | "doubtful" | "accepted";

/** A policy of a used key, or of a role that uses it, that AWS refuses, or takes in a way of its own. */
export interface FaultyPolicy extends FlawedPolicy {
  readonly key: Key;
  readonly uses: readonly Use[];
}

interface FlawedPolicy {
  readonly fact: PolicyFact;
  /** `inline`: all inline policies of the role together, of which `fact` is one. */
  readonly kind: "key" | "identity" | "inline" | "boundary" | "trust";
  /** Whose policy it is; `null`: the key's. */
  readonly role: Role | null;
  readonly reception: Reception;
  readonly flaws: readonly Flaw[];
}

/** The faulty policies of a key and of the roles that use it. */
export function* faultyPolicies({ key, uses }: KeyAccess): Generator<FaultyPolicy> {
  for (const policy of flawed(key.policy, "key", null)) yield { ...policy, key, uses };
  for (const role of new Set(uses.map((use) => use.role))) {
    if (role === null) continue;
    const found = flawedOf(role);
    if (found.length === 0) continue;
    const own = uses.filter((use) => use.role === role);
    for (const policy of found) yield { ...policy, key, uses: own };
  }
}

const known = new WeakMap<Role, readonly FlawedPolicy[]>();

function flawedOf(role: Role): readonly FlawedPolicy[] {
  const { identityPolicies, boundary, trust } = role;
  return kept(known, role, () => [
    ...identityPolicies.flatMap((fact) => flawed(fact, "identity", role)),
    ...role.possiblyAttached.flatMap((fact) => flawed(fact, "identity", role)).map(inDoubt),
    ...inlineTogether(role),
    ...(boundary === null ? [] : flawed(boundary, "boundary", role)),
    ...flawed(trust, "trust", role),
  ]);
}

/** Of a policy that may be another role's. */
function inDoubt(policy: FlawedPolicy): FlawedPolicy {
  return policy.reception === "refused" ? { ...policy, reception: "doubtful" } : policy;
}

/** The flaws of one policy, by what they mean. A malformed document is told alone: mending it comes first. */
function flawed(fact: PolicyFact, kind: FlawedPolicy["kind"], role: Role | null): readonly FlawedPolicy[] {
  const flaws = [...faultsOf(fact), ...(fact.written && !isRefused(fact) ? whenWritten(fact, kind) : [])];
  return flaws.length === 0
    ? NONE
    : (["refused", "doubtful", "accepted"] as const).flatMap((reception) => {
        const own = flaws.filter((flaw) => receptionOf(flaw) === reception);
        return own.length === 0 ? [] : [{ fact, kind, role, reception, flaws: own }];
      });
}

const NONE: readonly never[] = [];

function receptionOf(flaw: Flaw): Reception {
  switch (flaw.kind) {
    case "fault":
      return flaw.fault.accepted === true ? "accepted" : "refused";
    case "refusal":
      return flaw.refusal.sure ? "refused" : "doubtful";
    case "size":
      return flaw.sure && flaw.size > flaw.mostQuota ? "refused" : "doubtful";
  }
}

function faultsOf(fact: PolicyFact): readonly Flaw[] {
  if (!isFaulty(fact)) return NONE;
  const faults = fact.policy?.faults ?? [];
  const told = isRefused(fact) ? faults.filter(({ accepted }) => accepted !== true) : faults;
  return told.map((fault) => ({ kind: "fault", fault }));
}

/** What AWS refuses of a policy that this plan writes. */
function whenWritten({ policy, managed }: PolicyFact, kind: FlawedPolicy["kind"]): readonly Flaw[] {
  if (policy === null) return NONE;
  const refusals = refusalsOf(policy).map((refusal): Flaw => ({ kind: "refusal", refusal }));
  const quota = kind === "identity" && managed !== true ? undefined : QUOTAS[kind];
  return [...refusals, ...(quota === undefined ? [] : tooLarge(leastSize(policy), mostSize(policy), quota))];
}

/**
 * In characters without white space; of a key policy in bytes. IAM User Guide, "IAM and AWS STS quotas"; KMS Developer Guide,
 * "Creating a key policy". The length of a trust policy alone can be raised.
 */
const QUOTAS = {
  key: { quota: 32_768, mostQuota: 32_768 },
  identity: { quota: 6_144, mostQuota: 6_144 },
  inline: { quota: 10_240, mostQuota: 10_240 },
  boundary: { quota: 6_144, mostQuota: 6_144 },
  trust: { quota: 2_048, mostQuota: 4_096 },
} as const satisfies Record<FlawedPolicy["kind"], { readonly quota: number; readonly mostQuota: number }>;

function tooLarge(
  least: number,
  most: number,
  quota: Pick<Extract<Flaw, { kind: "size" }>, "quota" | "mostQuota">,
): readonly Flaw[] {
  if (least > quota.quota) return [{ kind: "size", size: least, sure: true, ...quota }];
  return most > quota.quota ? [{ kind: "size", size: most, sure: false, ...quota }] : NONE;
}

/** All inline policies of a role share one quota, those that may be the role's in doubt. */
function inlineTogether(role: Role): readonly FlawedPolicy[] {
  const own = role.identityPolicies.filter(isInline);
  const written = own.find((fact) => fact.written);
  if (written === undefined) return NONE;
  const most = sizeOf(own, mostSize) + sizeOf(role.possiblyAttached.filter(isInline), mostSize);
  const flaws = tooLarge(sizeOf(own, leastSize), most, QUOTAS.inline);
  return flaws.map((flaw) => ({ fact: written, kind: "inline", role, reception: receptionOf(flaw), flaws }));
}

function isInline({ managed, origin }: PolicyFact): boolean {
  return managed !== true && origin !== "outside";
}

function sizeOf(facts: readonly PolicyFact[], size: typeof leastSize): number {
  return facts.reduce((total, { policy }) => total + (policy === null ? 0 : size(policy)), 0);
}
