import type { Key, PolicyFact, Role } from "../facts";
import { kept } from "../grouping";
import {
  parsePolicy,
  requestContext,
  type AuthorizeQuery,
  type Parties,
  type Policy,
  type Placeholders,
  type RequestContext,
} from "../policy";
import { planOf } from "../resolve";
import type { RowContext, Service } from "../services";
import { Choice, Hole, type Words } from "../values";
import type { Grantee } from "./access";
import { isEntirelyUnknown } from "./policy-state";

/** Whose calls are asked about: those of one grantee, for one service, to one key. */
export interface Subject {
  readonly key: Key;
  readonly service: Service;
  readonly grantee: Grantee;
}

/** What requirements say of the condition keys of a call, and what stands in the places of their texts. */
export interface Circumstance {
  readonly rows: readonly RowContext[];
  readonly placeholders?: Placeholders;
}

/** What the authorizer is to know of them; `null` where the role is not known. */
export function partiesOf({ key, service, grantee }: Subject): Parties | null {
  if (grantee.kind === "service") return serviceParties(key, grantee.calls ?? service.principals);
  return grantee.role === null ? null : roleParties(key, service, grantee.role);
}

/** What is known of the condition keys of a call. */
export function contextOf(
  { key, service, grantee }: Subject,
  action: string,
  circumstance?: Circumstance,
): RequestContext {
  const role = grantee.kind === "role" ? grantee.role : null;
  const principals = grantee.kind === "service" ? grantee.calls : undefined;
  return requestContext({
    service,
    caller: grantee.kind,
    action,
    key,
    role,
    ...circumstance,
    ...(principals !== undefined && { principals }),
  });
}

function serviceParties(key: Key, names: readonly Words[]): Parties {
  const [only] = names;
  return {
    principal: { kind: "service", service: names.length === 1 && only !== undefined ? only : names },
    key: { arn: key.arn, account: key.account },
    keyPolicy: key.policy.policy,
    keyPolicyWritten: key.policy.written && !mayPrecede(key, null),
    grants: key.grants,
    identityPolicies: [],
  };
}

function roleParties(key: Key, { session }: Service, role: Role): Parties {
  const { arn, account, name, uniqueId, replaced } = role;
  return {
    principal: {
      kind: "role",
      arn,
      account,
      name,
      replaced,
      ...(uniqueId !== undefined && { uniqueId }),
      ...(session !== undefined && { session: session.name, sessionBasis: session.basis }),
    },
    key: { arn: key.arn, account: key.account },
    keyPolicy: key.policy.policy,
    keyPolicyWritten: key.policy.written && !mayPrecede(key, role),
    grants: key.grants,
    ...policiesOf(role),
  };
}

type RolePolicies = Pick<AuthorizeQuery, "identityPolicies" | "permissionsBoundary">;

const known = new WeakMap<Role, RolePolicies>();

/** What nobody sees of a role outside the plan is left aside here: it is asked for apart. */
function policiesOf(role: Role): RolePolicies {
  let found = known.get(role);
  if (found === undefined) {
    const boundary = role.boundary?.policy ?? null;
    found = {
      identityPolicies: [
        ...policies(role.identityPolicies.filter((fact) => role.managedHere || !isEntirelyUnknown(fact))),
        ...policies(role.possiblyAttached).map(ifAttached),
      ],
      ...(boundary !== null && { permissionsBoundary: boundary }),
    };
    known.set(role, found);
  }
  return found;
}

const conditional = new WeakMap<Policy, Policy>();

/** A policy of which nobody knows whether it is attached to the role: it may allow, and may deny. */
function ifAttached(policy: Policy): Policy {
  return kept(conditional, policy, () => {
    const { name = "a policy", kind, document } = policy;
    const isAttached = new Hole(`whether ${name} is attached to the role`);
    return parsePolicy(new Choice(isAttached, document, { Version: "2012-10-17", Statement: [] }), { kind, name });
  });
}

/**
 * A key policy of one plan may be written before another plan replaces the role, and then means the former role; a role that is
 * not there at all KMS refuses aloud.
 */
function mayPrecede({ plan, policy }: Key, role: Role | null): boolean {
  if (role?.resource?.change !== "replace") return false;
  return role.resource.plan !== (planOf(policy.location.address) ?? plan);
}

function policies(facts: readonly PolicyFact[]): readonly Policy[] {
  return facts.flatMap(({ policy }) => (policy === null ? [] : [policy]));
}
