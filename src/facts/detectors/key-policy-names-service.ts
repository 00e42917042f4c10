import { coversAction, type PrincipalView, type StatementView } from "../../policy";
import type { Holder } from "../../resolve";
import { typesOf } from "../../plan";
import type { Service } from "../../services";
import type { Key, PolicyFact } from "../facts";
import type { Lookup } from "../lookup";
import { allowing, namesService } from "../policies";
import { type Detector, mayNameRoles, operationsOfRole, rolesNamed, rolesOfOtherPath, type Signal } from "./reading";

/** A key whose policy names the service principal, or a role that trusts the service. */
export const keyPolicyNamesService: Detector = {
  id: "key-policy-names-service",
  *detect(lookup) {
    for (const key of lookup.keys) {
      const { unwritten } = key.policy;
      for (const fact of unwritten === undefined ? [key.policy] : [key.policy, unwritten]) {
        yield* signalsOf(lookup, key, fact);
        yield* mayNameRoles(lookup, fact, { keys: [key], from: key.resource ?? undefined });
      }
    }
  },
};

function* signalsOf(lookup: Lookup, key: Key, { policy, location }: PolicyFact): Iterable<Signal> {
  if (policy === null) return;
  const statements = allowing(policy);
  const from = key.resource ?? undefined;
  const evidence = { address: location.address, attribute: location.attribute ?? "policy" };
  for (const service of lookup.services) {
    const said = { kind: "use", service, key, confidence: "certain", evidence } as const;
    if (namesService(statements, service)) {
      const roleMayBeElsewhere = letsUnseenRoleUse(lookup, statements, from);
      if (!goesWithItsUses(lookup, key, service) || roleMayBeElsewhere)
        yield { ...said, operations: null, role: null, roleMayBeElsewhere };
    }
    yield* nearMisses(lookup, service, statements, key);
    for (const role of rolesNamed(lookup, service, statements, from)) {
      yield { ...said, operations: operationsOfRole(lookup, service, role), role };
    }
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

/** Whether a role may use the key of which nobody can see whom it trusts: one that is not in the plan, or hides it. */
function letsUnseenRoleUse(lookup: Lookup, statements: readonly StatementView[], from: Holder | undefined): boolean {
  const isUnseen = ({ kind, value }: PrincipalView): boolean => {
    const role = kind === "AWS" && lookup.namesRole(value) ? lookup.roleOf(value, from)?.role : undefined;
    return role?.trust.policy?.open !== undefined;
  };
  return statements.some(
    (statement) =>
      USING.some((action) => coversAction(statement, action) !== "no") && statement.principals.some(isUnseen),
  );
}
