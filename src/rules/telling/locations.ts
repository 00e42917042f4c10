import { compare } from "../../grouping";
import type { Key, PolicyFact, Role, Use } from "../../facts";
import type { Location } from "../../resolve";
import type { Blocker, StatementRef, Verdict } from "../../verdict";
import { isEntirelyUnknown } from "../../judging";

/** The places of a finding: what is to change first, then the evidence of the uses that make it matter; each once. */
export function places(first: readonly Location[], uses: readonly Use[]): readonly Location[] {
  const evidence = uses.flatMap((use) => use.evidence).map(evidencePlace);
  return distinct([...distinct(first), ...distinct(evidence).sort(byPlace)]);
}

/** Where the policies of a role stand; the role itself where it has none. */
export function rolePolicyPlaces(role: Role): readonly Location[] {
  const found = role.identityPolicies.map(({ location }) => location);
  return found.length > 0 ? found : [{ address: role.id }];
}

/** Where the policies stand that a verdict rests on: those that deny, or those that keep it open. */
export function verdictPlaces(verdict: Verdict, key: Key, role: Role | null): readonly Location[] {
  if (verdict.outcome !== "unknown") {
    const capped = verdict.outcome === "denied" && verdict.by === "boundary";
    const boundary = capped && role?.boundary ? [role.boundary.location] : [];
    return [...boundary, ...verdict.statements.flatMap((statement) => statementPlaces(statement, key, role))];
  }
  return verdict.blockers.flatMap((blocker) =>
    blocker.statement === undefined ? policyPlaces(blocker, role) : statementPlaces(blocker.statement, key, role),
  );
}

function statementPlaces({ layer, policy }: StatementRef, key: Key, role: Role | null): readonly Location[] {
  if (layer === "key-policy") return [key.policy.location];
  if (layer === "grant" || role === null) return [];
  if (layer === "boundary") return role.boundary === null ? [] : [role.boundary.location];
  return policiesOf(role)
    .filter((fact) => fact.policy !== null && fact.policy.name === policy)
    .map(({ location }) => location);
}

/** Where the policies stand that a blocker is about. */
function policyPlaces(blocker: Blocker, role: Role | null): readonly Location[] {
  if (role === null) return [];
  if (blocker.kind === "unseen-policies") {
    return role.identityPolicies.filter(isUnseen).map(({ location }) => location);
  }
  if (blocker.kind !== "possible-attachment") return [];
  return policiesOf(role)
    .filter(({ policy }) => policy?.name === blocker.policy)
    .map(({ location }) => location);
}

function isUnseen(fact: PolicyFact): boolean {
  return fact.origin === "outside" && isEntirelyUnknown(fact);
}

function policiesOf(role: Role): readonly PolicyFact[] {
  return [...(role.boundary === null ? [] : [role.boundary]), ...role.identityPolicies, ...role.possiblyAttached];
}

function evidencePlace({ address, attribute, file, line }: Use["evidence"][number]): Location {
  return { address, attribute, ...(file !== undefined && { file }), ...(line !== undefined && { line }) };
}

function distinct(all: readonly Location[]): Location[] {
  return [...new Map(all.map((place) => [nameOfPlace(place), place])).values()];
}

function nameOfPlace({ address, attribute = "", file = "", line = 0 }: Location): string {
  return JSON.stringify([address, attribute, file, line]);
}

function byPlace(a: Location, b: Location): number {
  return (
    compare(a.address, b.address) || compare(a.attribute ?? "", b.attribute ?? "") || (a.line ?? 0) - (b.line ?? 0)
  );
}
