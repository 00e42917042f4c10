import type { Key, PolicyFact, Role, Use } from "../facts/facts";
import type { Location } from "../resolve/infrastructure";
import type { StatementRef } from "../verdict";
import { compare } from "./access";

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

/** Where the policies stand whose statements a verdict names. */
export function statementPlaces(statements: readonly StatementRef[], key: Key, role: Role | null): readonly Location[] {
  return statements.flatMap(({ layer, policy }) => {
    if (layer === "key-policy") return [key.policy.location];
    if (layer === "grant" || role === null) return [];
    if (layer === "boundary") return role.boundary === null ? [] : [role.boundary.location];
    return [...role.identityPolicies, ...role.possiblyAttached].filter(named(policy)).map(({ location }) => location);
  });
}

function named(name: string | undefined): (fact: PolicyFact) => boolean {
  return ({ policy }) => policy !== null && policy.name === name;
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
