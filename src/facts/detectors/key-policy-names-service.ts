import { coversAction, type PrincipalView, type StatementView } from "../../policy";
import type { Holder } from "../../resolve/infrastructure";
import type { Key, PolicyFact } from "../facts";
import type { Lookup } from "../lookup";
import { allowing, namesService } from "../policies/named-principals";
import type { Detector, Signal } from "./reading/detector";
import { operationsOfRole } from "./reading/operations-of-role";
import { mayNameRoles } from "./reading/possible-roles-named";
import { rolesNamed } from "./reading/service-roles-named";

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
      yield { ...said, operations: null, role: null, roleMayBeElsewhere };
    }
    for (const role of rolesNamed(lookup, service, statements, from)) {
      yield { ...said, operations: operationsOfRole(lookup, service, role), role };
    }
  }
}

/** What a role of a service does with data; an administrator's statement as the console writes it has neither. */
const USING = ["kms:Decrypt", "kms:GenerateDataKey"] as const;

/** Whether a role may use the key of which nobody can see whom it trusts: one that is not in the plan. */
function letsUnseenRoleUse(lookup: Lookup, statements: readonly StatementView[], from: Holder | undefined): boolean {
  const isUnseen = ({ kind, value }: PrincipalView): boolean => {
    const role = kind === "AWS" && lookup.namesRole(value) ? lookup.roleOf(value, from)?.role : undefined;
    return role?.resource === null && role.trust.policy?.open !== undefined;
  };
  return statements.some(
    (statement) =>
      USING.some((action) => coversAction(statement, action) !== "no") && statement.principals.some(isUnseen),
  );
}
