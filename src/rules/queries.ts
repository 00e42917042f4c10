import type { Key, PolicyFact, Role } from "../facts/facts";
import { requestContext, type AuthorizeQuery, type Policy } from "../policy";
import { planOf } from "../resolve/scope";
import { wholly } from "./how-to-decide";
import type { Question } from "./questions";

/** The authorizer's query for a question; `null` where the role is not known. */
export function queryOf(question: Question): AuthorizeQuery | null {
  const { grantee } = question;
  if (grantee.kind === "service") return serviceQuery(question);
  return grantee.role === null ? null : roleQuery(question, grantee.role);
}

/** The query for a call of the service itself. */
export function serviceQuery(question: Question): AuthorizeQuery {
  const { service } = question;
  const [only] = service.principals;
  return {
    ...common(question, "service", null),
    principal: {
      kind: "service",
      service: service.principals.length === 1 && only !== undefined ? only : service.principals,
    },
    identityPolicies: [],
  };
}

function roleQuery(question: Question, role: Role): AuthorizeQuery {
  const { session } = question.service;
  const { arn, account, name, uniqueId, replaced } = role;
  return {
    ...common(question, "role", role),
    ...policiesOf(role),
    principal: {
      kind: "role",
      arn,
      account,
      name,
      replaced,
      ...(uniqueId !== undefined && { uniqueId }),
      ...(session !== undefined && { session: session.name, sessionBasis: session.basis }),
    },
  };
}

type RolePolicies = Pick<AuthorizeQuery, "identityPolicies" | "possiblyAttached" | "permissionsBoundary">;

const known = new WeakMap<Role, RolePolicies>();

/** What nobody sees of a role outside the plan is left aside here: it is asked for apart. */
function policiesOf(role: Role): RolePolicies {
  let found = known.get(role);
  if (found === undefined) {
    const boundary = role.boundary?.policy ?? null;
    found = {
      identityPolicies: policies(role.identityPolicies.filter((fact) => role.closed || !wholly(fact))),
      possiblyAttached: policies(role.possiblyAttached),
      ...(boundary !== null && { permissionsBoundary: boundary }),
    };
    known.set(role, found);
  }
  return found;
}

function common(
  { key, service, action }: Question,
  caller: "role" | "service",
  role: Role | null,
): Omit<AuthorizeQuery, "principal" | "identityPolicies"> {
  return {
    action,
    key: { arn: key.arn, account: key.account },
    keyPolicy: key.policy.policy,
    keyPolicyWritten: key.policy.written && !mayPrecede(key, role),
    grants: key.grants,
    context: requestContext({ service, caller, action, key, role }),
  };
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
