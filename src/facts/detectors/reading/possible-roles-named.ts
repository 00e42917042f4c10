import { coversAction, type StatementView, viewStatements } from "../../../policy";
import { isUnknown, parseArn, type Value } from "../../../values";
import type { Holder } from "../../../resolve";
import type { Key, PolicyFact, Role } from "../../facts";
import { mayHaveName } from "../../hidden-names";
import type { Lookup } from "../../lookup";
import { mayNameService } from "../../policies";
import type { PossibleUseSignal } from "./detector";
import { referredTo, servingAmong } from "./unread";

/** The keys that whoever is named in a policy uses. */
interface Used {
  readonly keys: readonly Key[];
  readonly from: Holder | undefined;
}

/**
 * A policy of a key or a bucket that may let a service's role use the key: it, or one of its principals, is not known and
 * refers to such a role, or to nothing that the plan shows; or it names a role of which nobody knows whom it trusts.
 */
export function* mayNameRoles(lookup: Lookup, fact: PolicyFact, used: Used): Iterable<PossibleUseSignal> {
  const { keys, from } = used;
  const { policy, location, origin } = fact;
  const [first] = keys;
  if (policy === null || first === undefined || origin === "outside" || origin === "default") return;
  const plan = first.plan;
  const signal = (roles: readonly Role[], because: string): PossibleUseSignal => ({
    kind: "possible-use",
    keys,
    roles,
    plan,
    at: location,
    refersTo: [],
    because,
  });
  const ofWhat = policy.kind === "key" ? first.id : location.address;
  const unknown = [
    ...(policy.open === undefined ? [] : [policy.document]),
    ...viewStatements(policy).flatMap(principalsNotKnown),
  ];
  for (const value of unknown) {
    const { resources, open } = lookup.candidates(value);
    const named = servingAmong(lookup, resources);
    const roles = named.length > 0 || open === undefined ? named : lookup.mayServe(plan);
    if (roles.length === 0 && (policy.open === undefined || !leadsAway(open))) continue;
    const [reference] = referredTo(named, open);
    const referring = reference === undefined ? "" : `, and refers to ${reference}`;
    yield signal(roles, `the policy of ${ofWhat} is not known${referring}`);
  }
  for (const { role, written } of rolesOfUnknownName(lookup, viewStatements(policy), used)) {
    yield signal(
      [role],
      `the policy of ${ofWhat} names ${written}, and the name of ${role.id} is not known, so that it may be that role`,
    );
  }
  for (const role of rolesOfUnknownTrust(lookup, viewStatements(policy), from)) {
    yield signal(
      [role],
      `the policy of ${ofWhat} lets ${role.id} use the key, but whom that role trusts is not known, so that it may be a service`,
    );
  }
  if (policy.open !== undefined) return;
  for (const service of lookup.services) {
    const may = mayNameService(policy, service, (value) => lookup.candidates(value).open !== undefined);
    if (may)
      yield signal(
        [],
        `the policy of ${ofWhat} names a service principal that is not known, and may be ${service.title}`,
      );
  }
}

/**
 * Whether a reference leads to a managed resource that the plan does not show. A variable, a local value or what was read,
 * which plan JSON does not follow, is far more often a part of the text than the whole of a service's statement.
 */
function leadsAway(open: string | undefined): boolean {
  return (
    open !== undefined &&
    open !== "" &&
    !/^(?:module\.[^.]+\.)*(?:data|var|local|each|count|path|terraform)\./.test(open)
  );
}

/** The principals of what may allow that are not known, or of which the name is not. */
function principalsNotKnown({ effect, notPrincipal, principals }: StatementView): readonly Value[] {
  if (effect === "Deny" || notPrincipal) return [];
  return principals.filter(({ kind, value }) => kind !== "Service" && mayBeRole(value)).map(({ value }) => value);
}

function mayBeRole(value: Value): boolean {
  if (!isUnknown(value)) return false;
  const arn = parseArn(value);
  return arn === undefined || isUnknown(arn.resource);
}

/** What a service does with its role and a key. */
const USING = ["kms:Decrypt", "kms:GenerateDataKey", "kms:CreateGrant"] as const;

/** Roles of the plan that a service may assume, whose own name may turn out to be one that nothing in the plan has. */
function* rolesOfUnknownName(
  lookup: Lookup,
  statements: readonly StatementView[],
  { keys: [key], from }: Used,
): Iterable<{ readonly role: Role; readonly written: string }> {
  const hidden = lookup.mayServe(key?.plan).filter(({ resource, arn }) => resource !== null && isUnknown(arn));
  if (hidden.length === 0) return;
  for (const { effect, notPrincipal, principals } of statements) {
    if (effect === "Deny" || notPrincipal) continue;
    for (const { kind, value } of principals) {
      const written = kind === "AWS" && typeof value === "string" ? parseArn(value) : undefined;
      if (written?.service !== "iam" || lookup.roleOf(value, from)?.role.resource !== null) continue;
      for (const role of hidden) {
        const { account, resource: name = role.arn } = parseArn(role.arn) ?? {};
        const isElsewhere = typeof account === "string" && account !== written.account;
        if (!isElsewhere && mayHaveName(name, written.resource)) yield { role, written: value as string };
      }
    }
  }
}

function rolesOfUnknownTrust(
  lookup: Lookup,
  statements: readonly StatementView[],
  from: Holder | undefined,
): readonly Role[] {
  const possible = new Set(lookup.services.flatMap((service) => lookup.possibleRoles(service)));
  if (possible.size === 0) return [];
  const allowed = statements.filter(
    (statement) =>
      statement.effect === "Allow" &&
      !statement.notPrincipal &&
      USING.some((action) => coversAction(statement, action) !== "no"),
  );
  const named = allowed.flatMap(({ principals }) =>
    principals.flatMap(({ kind, value }) => (kind === "AWS" ? (lookup.roleOf(value, from)?.role ?? []) : [])),
  );
  return [...new Set(named)].filter((role) => possible.has(role));
}
