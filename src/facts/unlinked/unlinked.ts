import { compare, kept } from "../../grouping";
import { parseReference } from "../../plan";
import { viewStatements } from "../../policy";
import { parseArn } from "../../values/arn";
import { withoutPlans } from "../../resolve/joining/plan-prefix";
import type { Resource } from "../../resolve/infrastructure";
import { holesOf, isUnknown, type Value } from "../../values/value";
import type { Key, PolicyFact, Role, Unlinked, Use } from "../facts";
import { hiddenCalls } from "./hidden-calls";
import { rolesOfUnknownTrust } from "./unknown-trust";
import type { Lookup } from "../lookup";
import type { RuntimeKeySignal } from "../detectors/reading/detector";

/**
 * What must not pass in silence: roles that trust a service and for which no key was found, operations whose key cannot be
 * told, what is wholly unknown and may hold a call of a service, roles of unknown trust that a key's policy lets use it, and
 * keys without a use whose policy is set but unknown and refers to what could be such a role.
 */
export function unlinkedIn(
  lookup: Lookup,
  uses: readonly Use[],
  runtime: readonly RuntimeKeySignal[],
  more: readonly Unlinked[],
): readonly Unlinked[] {
  const usedRoles = new Set(uses.map(({ service, role }) => `${service} ${role?.id ?? ""}`));
  const usedKeys = new Set(uses.map(({ key }) => key.id));
  const found: Unlinked[] = [...more];
  for (const service of lookup.services) {
    for (const role of lookup.serviceRoles(service)) {
      if (usedRoles.has(`${service.id} ${role.id}`)) continue;
      const because = `${service.title} may assume ${role.id}, but no KMS key was found that it uses`;
      found.push({ kind: "role", address: role.id, because });
    }
  }
  for (const { service, operation, at, because } of runtime) {
    found.push({
      kind: "key",
      address: at.address,
      because: `${service.title}: the key of ${operation} cannot be told: ${because}`,
    });
  }
  const through = new Set(uses.map(({ role }) => role?.id));
  found.push(...[...rolesOfUnknownTrust(lookup)].filter(({ address }) => !through.has(address)));
  found.push(...hiddenCalls(lookup, uses));
  const serving = new Map<number, Serving>();
  const servingIn = (plan: number): Serving =>
    kept(serving, plan, () => servingOf(lookup.services.flatMap((service) => lookup.serviceRoles(service, plan))));
  for (const key of lookup.keys) {
    if (usedKeys.has(key.id)) continue;
    const reference = unsettled(key.policy).find((each) => mayBeServiceRole(lookup, each, servingIn(key.plan)));
    if (reference !== undefined) found.push({ kind: "key", address: key.id, because: becauseKey(key, reference) });
  }
  const sorted = new Map(found.map((each) => [`${each.kind} ${each.address} ${each.because}`, each]));
  return [...sorted].sort(([a], [b]) => compare(a, b)).map(([, each]) => each);
}

function becauseKey(key: Key, reference: string): string {
  return `the policy of ${key.id} is not known, and refers to ${reference}`;
}

/** What stands behind a policy that is not known, or behind the principals in it that are not. */
function unsettled({ policy, references }: PolicyFact): readonly string[] {
  if (policy === null) return [];
  if (policy.open !== undefined) return references;
  const holes = viewStatements(policy)
    .filter(({ effect }) => effect !== "Deny")
    .flatMap(({ principals }) => principals)
    .filter(({ kind, value }) => kind !== "Service" && mayBeRole(value))
    .flatMap(({ value }) => holesOf(value));
  return holes.flatMap(({ name, references: behind }) => (behind.length > 0 ? behind : [name]));
}

/** A principal that is not known, or whose name is not. */
function mayBeRole(value: Value): boolean {
  if (!isUnknown(value)) return false;
  const arn = parseArn(value);
  return arn === undefined || isUnknown(arn.resource);
}

/** The resources of services' roles, and where these are written. */
interface Serving {
  readonly resources: ReadonlySet<Resource | null>;
  readonly configured: ReadonlySet<string | undefined>;
}

function servingOf(roles: readonly Role[]): Serving {
  return {
    resources: new Set(roles.map(({ resource }) => resource)),
    configured: new Set(roles.map(({ resource }) => resource?.address.configured)),
  };
}

/** A service's role, or a local, variable or module that may hold one, where the plan has such a role or may be given one. */
function mayBeServiceRole(lookup: Lookup, reference: string, { resources, configured }: Serving): boolean {
  const found = parseReference(reference);
  if (found === undefined) return resources.size > 0 && /(^|\.)(local|var|module)\./.test(withoutPlans(reference));
  const role = lookup.infrastructure.at(found.address.text);
  return role === undefined ? configured.has(found.address.configured) : resources.has(role);
}
