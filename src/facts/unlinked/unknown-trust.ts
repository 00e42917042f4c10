import { coversAction, viewStatements } from "../../policy";
import { byAddress, findBy } from "../by-reference";
import type { Key, Role, Unlinked } from "../facts";
import type { Lookup } from "../lookup";

/**
 * Roles of the plan of which nobody knows which service may assume them, and that a key's policy lets use the key; or refers
 * to, where it is not known either.
 */
export function* rolesOfUnknownTrust(lookup: Lookup): Iterable<Unlinked> {
  const open = lookup.roles.filter(({ trust }) => trust.policy?.open !== undefined);
  if (open.length === 0) return;
  const index = byAddress(open);
  for (const key of lookup.keys) {
    const { policy, references } = key.policy;
    const referred = policy?.open === undefined ? [] : references.flatMap((each) => findBy(each, index));
    for (const role of new Set(referred)) {
      const because = `the policy of ${key.id} is not known, and refers to ${role.id}; whom that role trusts is not known either, so that it may be a service`;
      yield { kind: "role", address: role.id, because };
    }
    for (const role of rolesAllowed(lookup, key)) {
      if (role.resource === null || role.trust.policy?.open === undefined) continue;
      const because = `the policy of ${key.id} lets ${role.id} use the key, but whom that role trusts is not known, so that it may be a service`;
      yield { kind: "role", address: role.id, because };
    }
  }
}

function* rolesAllowed(lookup: Lookup, { policy: { policy }, resource }: Key): Iterable<Role> {
  for (const statement of policy === null ? [] : viewStatements(policy)) {
    if (statement.effect !== "Allow" || statement.notPrincipal || coversAction(statement, "kms:Decrypt") === "no")
      continue;
    for (const { kind, value } of statement.principals) {
      const role = kind === "AWS" ? lookup.roleOf(value, resource ?? undefined)?.role : undefined;
      if (role !== undefined) yield role;
    }
  }
}
