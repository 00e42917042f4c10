import type { Key, PolicyFact, Role } from "../facts";
import type { StatementRef, Verdict } from "../verdict";
import type { Call } from "./access";
import type { Before } from "./taking";

/**
 * The changes of the plan by which a call no longer gets through: to what allowed it before, to what stands against it
 * afterwards, and to the key and the role themselves. Addresses, each once; what matters most comes first.
 */
export function changesBehind(was: Call, is: Call | null, key: Key, { changeOf }: Before): readonly string[] {
  const [roleBefore, role] = [roleOf(was), is === null ? null : roleOf(is)];
  const candidates = [
    ...verdictsOf(was).flatMap((verdict) => placesIn(verdict, was.key, roleBefore)),
    ...(is === null ? [] : verdictsOf(is).flatMap((verdict) => placesIn(verdict, key, role))),
    ...(role?.boundary ? placesOf(role.boundary) : []),
    ...placesOf(key.policy),
    ...(key.resource === null ? [] : [key.resource.address.text]),
    ...(role?.resource ? [role.resource.address.text] : []),
    ...placesOf(was.key.policy),
    ...[...(roleBefore?.identityPolicies ?? []), ...(role?.identityPolicies ?? [])].flatMap(placesOf),
    ...(role === null ? [] : placesOf(role.trust)),
    ...was.uses.flatMap(({ evidence }) => evidence.map(({ address }) => address)),
  ];
  return [...new Set(candidates)].filter((address) => {
    const change = changeOf(address)?.change ?? "no-op";
    return change !== "no-op" && change !== "read";
  });
}

function verdictsOf({ effective, rows }: Call): readonly Verdict[] {
  return [effective, ...rows.map(({ documented }) => documented)];
}

function placesIn(verdict: Verdict, key: Key, role: Role | null): readonly string[] {
  const refs =
    verdict.outcome === "unknown"
      ? verdict.blockers.flatMap(({ statement }) => statement ?? [])
      : verdict.outcome === "allowed" || verdict.by !== "no-allow"
        ? verdict.statements
        : [];
  return refs.flatMap((ref) => placesOfStatement(ref, key, role));
}

function placesOfStatement({ layer, policy, statement }: StatementRef, key: Key, role: Role | null): readonly string[] {
  if (layer === "grant") return [statement];
  if (layer === "key-policy") return placesOf(key.policy);
  if (role === null) return [];
  if (layer === "boundary") return role.boundary === null ? [] : placesOf(role.boundary);
  return [...role.identityPolicies, ...role.possiblyAttached]
    .filter((fact) => fact.policy !== null && fact.policy.name === policy)
    .flatMap(placesOf);
}

function placesOf({ location, attachedBy = [] }: PolicyFact): readonly string[] {
  return [location.address, ...attachedBy];
}

function roleOf({ grantee }: Call): Role | null {
  return grantee.kind === "role" ? grantee.role : null;
}
