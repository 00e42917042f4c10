import { coversAction, viewStatements } from "../policy";
import type { Unlinked } from "./facts";
import type { World } from "./uses/detector";

/** Roles of the plan that a key's policy lets use the key, and of which nobody knows which service may assume them. */
export function* rolesOfUnknownTrust(world: World): Iterable<Unlinked> {
  if (!world.roles.some(({ trust }) => trust.policy?.open !== undefined)) return;
  for (const { id, policy, resource } of world.keys) {
    for (const statement of policy.policy === null ? [] : viewStatements(policy.policy)) {
      if (statement.effect !== "Allow" || statement.notPrincipal || coversAction(statement, "kms:Decrypt") === "no")
        continue;
      for (const { kind, value } of statement.principals) {
        const role = kind === "AWS" ? world.roleOf(value, resource ?? undefined)?.role : undefined;
        if (role === undefined || role.resource === null || role.trust.policy?.open === undefined) continue;
        const because = `the policy of ${id} lets ${role.id} use the key, but whom that role trusts is not known, so that it may be a service`;
        yield { kind: "role", address: role.id, because };
      }
    }
  }
}
