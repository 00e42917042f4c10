import { coversAction, type PrincipalView, type StatementView } from "../../policy";
import { type Holder, isRemoved } from "../../resolve";
import { typesOf } from "../../plan";
import type { Service } from "../../services";
import type { Key, PolicyFact, Role } from "../facts";
import type { Lookup } from "../lookup";
import { allowing, namesService } from "../policies";
import { type Detector, mayNameRoles, operationsOfRole, rolesNamed, rolesOfOtherPath, type Signal } from "./reading";

/** A key whose policy names the service principal, or a role that trusts the service; the policy of a key outside of the plan too. */
export const keyPolicyNamesService: Detector = {
  id: "key-policy-names-service",
  *detect(lookup) {
    for (const key of [...lookup.keys, ...keysOfOthers(lookup)]) {
      const { unwritten, possiblyMeant } = key.policy;
      if (possiblyMeant !== undefined) yield* possibleUsesIn(lookup, key, possiblyMeant);
      for (const fact of unwritten === undefined ? [key.policy] : [key.policy, unwritten]) {
        yield* signalsOf(lookup, key, fact);
        yield* mayNameRoles(lookup, fact, { keys: [key], from: key.resource ?? undefined });
      }
    }
  },
};

/** The keys that the plan does not manage, and whose policy it writes. */
function keysOfOthers(lookup: Lookup): ReadonlySet<Key> {
  const written = lookup.infrastructure
    .ofType("aws_kms_key_policy")
    .filter((resource) => resource.mode === "managed" && !isRemoved(resource))
    .flatMap((resource) => {
      const named = resource.attribute("key_id");
      // What is not known may be any key, and is told elsewhere.
      return typeof named === "string" && !resource.sensitive("key_id")
        ? (lookup.keyOf(named, resource)?.key ?? [])
        : [];
    });
  return new Set(written.filter(({ resource }) => resource === null));
}

function* signalsOf(lookup: Lookup, key: Key, { policy, location }: PolicyFact): Iterable<Signal> {
  if (policy === null) return;
  const statements = allowing(policy);
  const from = key.resource ?? undefined;
  const evidence = { address: location.address, attribute: location.attribute ?? "policy" };
  for (const service of lookup.services) {
    const said = { kind: "use", service, key, confidence: "certain", evidence } as const;
    if (namesService(statements, service)) {
      const unseenRoles = unseenRolesIn(lookup, statements, from);
      if (!goesWithItsUses(lookup, key, service) || unseenRoles.length > 0)
        yield { ...said, operations: null, role: null, unseenRoles };
    }
    yield* nearMisses(lookup, service, statements, key);
    for (const role of rolesNamed(lookup, service, statements, from)) {
      yield { ...said, operations: operationsOfRole(lookup, service, role), role };
    }
  }
}

/** A policy that is not sent to AWS, and of which nobody knows whether it was meant for the key. */
function* possibleUsesIn(lookup: Lookup, key: Key, { policy, location }: PolicyFact): Iterable<Signal> {
  if (policy === null) return;
  const statements = allowing(policy);
  for (const service of lookup.services) {
    const roles = rolesNamed(lookup, service, statements, key.resource ?? undefined);
    if (roles.length === 0 && !namesService(statements, service)) continue;
    yield {
      kind: "possible-use",
      keys: [key],
      roles,
      plan: key.plan,
      at: location,
      refersTo: [],
      because: `which key ${location.address} is about is not known, and its policy, which is not written, lets ${service.title} use that key`,
    };
  }
}

/** A principal with the name of a service's role and another path is no role: said, since it was meant to be that one. */
function* nearMisses(
  lookup: Lookup,
  service: Service,
  statements: readonly StatementView[],
  key: Key,
): Iterable<Signal> {
  for (const { role, written } of rolesOfOtherPath(lookup, service, statements)) {
    const because = `the policy of ${key.id} names ${written}, which has the name of ${role.id} and another path, so that it is another role`;
    yield { kind: "unlinked", unlinked: { kind: "role", address: role.id, because } };
  }
}

/** The plan deletes the key along with the roles that the service had: what its policy says goes with it. */
function goesWithItsUses({ infrastructure, serviceRoles }: Lookup, key: Key, service: Service): boolean {
  if (key.resource?.change !== "delete" || serviceRoles(service, key.plan).length > 0) return false;
  return infrastructure.ofType(...typesOf("role")).some(({ change, plan, before }) => {
    const trust = before?.assume_role_policy;
    const trusted = typeof trust === "string" && service.principals.some((principal) => trust.includes(principal));
    return change === "delete" && plan === key.plan && trusted;
  });
}

/** What a role of a service does with data; an administrator's statement as the console writes it has neither. */
const USING = ["kms:Decrypt", "kms:GenerateDataKey"] as const;

/** The roles that may use the key and of which nobody can see whom they trust: not in the plan, or hidden in it. */
function unseenRolesIn(
  lookup: Lookup,
  statements: readonly StatementView[],
  from: Holder | undefined,
): readonly Role[] {
  const unseenRole = ({ kind, value }: PrincipalView): Role | undefined => {
    const role = kind === "AWS" && lookup.namesRole(value) ? lookup.roleOf(value, from)?.role : undefined;
    return role?.trust.policy?.open === undefined ? undefined : role;
  };
  const using = statements.filter((statement) => USING.some((action) => coversAction(statement, action) !== "no"));
  return [...new Set(using.flatMap(({ principals }) => principals.flatMap((each) => unseenRole(each) ?? [])))];
}
