import type { Key, PolicyFact, Role, Use } from "../facts/facts";
import { kept } from "../grouping";
import type { KeyAccess } from "./access";
import { isFaulty } from "./policy-state";

/** A policy of a used key, or of a role that uses it, that breaks the policy grammar. */
export interface FaultyPolicy extends PolicyOfRole {
  readonly key: Key;
  readonly uses: readonly Use[];
}

interface PolicyOfRole {
  readonly fact: PolicyFact;
  readonly kind: "key" | "identity" | "boundary" | "trust";
  /** Whose policy it is; `null`: the key's. */
  readonly role: Role | null;
}

/** The faulty policies of a key and of the roles that use it. */
export function* faultyPolicies({ key, uses }: KeyAccess): Generator<FaultyPolicy> {
  if (isFaulty(key.policy)) yield { fact: key.policy, kind: "key", role: null, key, uses };
  for (const role of new Set(uses.map((use) => use.role))) {
    if (role === null) continue;
    const found = faultyPoliciesOf(role);
    if (found.length === 0) continue;
    const own = uses.filter((use) => use.role === role);
    for (const policy of found) yield { ...policy, key, uses: own };
  }
}

const known = new WeakMap<Role, readonly PolicyOfRole[]>();

function faultyPoliciesOf(role: Role): readonly PolicyOfRole[] {
  return kept(known, role, () => {
    const { identityPolicies, boundary, trust } = role;
    const all: readonly PolicyOfRole[] = [
      ...identityPolicies.map((fact) => ({ fact, kind: "identity", role }) as const),
      ...(boundary === null ? [] : [{ fact: boundary, kind: "boundary", role } as const]),
      { fact: trust, kind: "trust", role },
    ];
    return all.filter(({ fact }) => isFaulty(fact));
  });
}
