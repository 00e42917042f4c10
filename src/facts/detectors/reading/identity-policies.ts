import type { Service } from "../../../services";
import type { PolicyFact, Role } from "../../facts";
import type { Lookup } from "../../lookup";

/** A policy that lets a role do something, as far as both can be told. */
export interface IdentityPolicy {
  readonly service: Service;
  readonly role: Role;
  readonly fact: PolicyFact;
  /** Why what it says is no evidence, but may be: a clause. Absent: the role is the service's, and the policy the role's. */
  readonly doubt?: string;
}

/**
 * The identity policies of each service's roles; those of roles of which nobody knows whom they trust, and those that may be
 * attached to a service's role, are in doubt.
 */
export function* identityPolicies(lookup: Lookup): Iterable<IdentityPolicy> {
  for (const service of lookup.services) {
    for (const role of lookup.serviceRoles(service)) {
      for (const fact of role.identityPolicies) yield { service, role, fact };
      for (const fact of role.possiblyAttached) {
        yield { service, role, fact, doubt: `${fact.location.address} may attach a policy to ${role.id}` };
      }
    }
    for (const role of lookup.possibleRoles(service)) {
      const doubt = `whom ${role.id} trusts is not known, so that a service may use a key through it`;
      for (const fact of [...role.identityPolicies, ...role.possiblyAttached]) yield { service, role, fact, doubt };
    }
  }
}
