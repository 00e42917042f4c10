import type { Key, PolicyFact, Role, Use } from "../../facts/facts";
import { confidenceOf, type KeyAccess } from "../../judging/access";
import { places } from "./locations";
import { definePart, type Teller } from "../define-rule";
import { sentences } from "./sentences";

/** A policy of a used key or role that breaks the policy grammar. */
interface FaultyPolicy {
  readonly fact: PolicyFact;
  /** `the key policy of aws_kms_key.x`. */
  readonly name: string;
  readonly key: Key;
  readonly uses: readonly Use[];
}

/** The malformed policies of the keys that are used. */
export const malformedKeyPolicies = malformed(function* ({ key, uses }) {
  yield { fact: key.policy, name: `the key policy of ${key.id}`, key, uses };
});

/** The malformed policies of the roles that use a key: `policiesOf` says which of them, `kind` how they are called. */
export function malformedPoliciesOfRoles(kind: string, policiesOf: (role: Role) => readonly PolicyFact[]): Teller {
  const isFine = ({ role }: Use): boolean => role === null || !policiesOf(role).some(isFaulty);
  return malformed(function* ({ key, uses }) {
    if (uses.every(isFine)) return;
    for (const role of new Set(uses.map((use) => use.role))) {
      if (role === null) continue;
      for (const fact of policiesOf(role).filter(isFaulty)) {
        const own = fact.policy?.name === undefined ? kind : `${kind} ${fact.policy.name}`;
        yield { fact, name: `the ${own} of ${role.id}`, key, uses: uses.filter((use) => use.role === role) };
      }
    }
  });
}

/** AWS refuses a malformed document as a whole; some oddities it takes, and then reads them in a way of its own. */
function malformed(policiesOf: (access: KeyAccess) => Iterable<FaultyPolicy>): Teller {
  return definePart<FaultyPolicy>({
    *subjects({ access }) {
      for (const each of access) {
        for (const policy of policiesOf(each)) if (isFaulty(policy.fact)) yield policy;
      }
    },
    judge: ({ fact, key, uses }) => ({
      verdict: "violated",
      level: isRefused(fact) ? "error" : "note",
      confidence: confidenceOf(uses),
      basis: "documentation",
      key,
      grantee: null,
      actions: [],
    }),
    say: ({ level, subjects }) =>
      sentences(
        ...subjects.map((each) => {
          const what = level === "error" ? "is malformed, so that AWS refuses it" : "is written oddly";
          return `${each.name} ${what}: ${faultsOf(each).join("; ")}`;
        }),
      ),
    places: ({ subjects }) =>
      places(
        subjects.map(({ fact }) => fact.location),
        subjects.flatMap(({ uses }) => uses),
      ),
  });
}

/** Whether AWS refuses the policy, so that the apply fails and nothing else need be told of it. */
export function isRefused({ policy }: PolicyFact): boolean {
  return policy?.faults.some(({ accepted }) => accepted !== true) === true;
}

function isFaulty({ policy }: PolicyFact): boolean {
  return policy !== null && policy.faults.length > 0;
}

function faultsOf({ fact }: FaultyPolicy): readonly string[] {
  return (fact.policy?.faults ?? []).map(({ at, what }) => (at === "" ? what : `${at}: ${what}`));
}
