import { type Key, type PolicyFact, printableArn, type Role } from "../../facts";
import {
  accountStatement,
  asHcl,
  asJson,
  keyPolicyStatement,
  local,
  policyAttribute,
  policyOf,
  rolePolicyStatement,
  statementBlock,
  statementObject,
  trustStatement,
  type Write,
  type WrittenPolicy,
  type WrittenStatement,
} from "../../writing";
import { accountRootArn, partitionIn } from "../../values";
import type { Service } from "../../services";
import { granteeId, type Grantee, type KeyAccess, recommendedFor, type Row } from "../../judging";
import type { Fix } from "../../findings";

/** What a key policy is to give to whom. */
export interface Granting {
  readonly service: Service;
  readonly grantee: Grantee;
  readonly actions: readonly string[];
  /** Part of the statement's Sid, of which a policy document holds none twice. */
  readonly purpose?: string;
  /** What is asked for, of which AWS may recommend conditions. */
  readonly rows?: readonly Row[];
}

/** The statement that the key policy lacks; the whole policy where the key has AWS's default one, which any policy replaces. */
export function keyPolicyFix(access: KeyAccess, given: Granting): Fix {
  const { key } = access;
  const statement = (write: Write): WrittenStatement => granting(key, given, write);
  if (key.policy.origin !== "default") return added(statement, key.policy);
  return { statement: json(statement(asJson)), hcl: policyAttribute("policy", wholeKeyPolicy(access, given)) };
}

/** The statement that the role's policies lack; a whole inline policy where the plan gives the role none to add it to. */
export function rolePolicyFix(key: Key, role: Role, service: Service, actions: readonly string[]): Fix {
  const statement = (write: Write): WrittenStatement => onKey(key, role, service, actions, write);
  const own = role.identityPolicies.find(({ origin }) => origin !== "outside");
  if (own !== undefined || role.resource === null) return added(statement, own);
  const body = policyAttribute("policy", policyOf([statement(asHcl)])).replaceAll("\n", "\n  ");
  const { type, name } = role.resource.address;
  const label = `${name}_on_${key.resource?.address.name ?? "key"}`;
  const hcl = `resource "aws_iam_role_policy" "${label}" {\n  role   = ${type}.${local(role.resource)}.name\n  ${body}\n}`;
  return { statement: json(statement(asJson)), hcl };
}

/** The statement that the role's permissions boundary lacks. */
export function boundaryFix(key: Key, role: Role, service: Service, actions: readonly string[]): Fix {
  return added((write) => onKey(key, role, service, actions, write), role.boundary ?? undefined);
}

/** The statement that the role's trust policy lacks. */
export function trustFix(role: Role, service: Service): Fix {
  return added(() => trustStatement(service.principals[0] ?? service.id), role.trust);
}

function onKey(key: Key, role: Role, service: Service, actions: readonly string[], write: Write): WrittenStatement {
  const keyArn = write(printableArn(key), key.resource, role.resource, key.id);
  return rolePolicyStatement({ sid: sid(service, "Key", key.id), keyArn, actions });
}

function granting(key: Key, given: Granting, write: Write): WrittenStatement {
  const Condition = recommendedFor(given.rows ?? []);
  return { ...statementFor(key, given, write), ...(Condition !== undefined && { Condition }) };
}

function statementFor(key: Key, { service, grantee, actions, purpose = "" }: Granting, write: Write): WrittenStatement {
  if (grantee.kind === "service") {
    // a service may call by several names, of which each has its statement
    const own = grantee.calls === undefined ? "" : pascal(grantee.principal.replace(/\.amazonaws\.com(\.cn)?$/, ""));
    return keyPolicyStatement({ sid: sid(service, `${purpose}Service${own}`), services: [grantee.principal], actions });
  }
  const { role } = grantee;
  const arn =
    role === null ? "<the ARN of the service role>" : write(printableArn(role), role.resource, key.resource, role.id);
  return keyPolicyStatement({ sid: sid(service, `${purpose}Role`, role?.id), roles: [arn], actions });
}

/** What AWS lists for every grantee of the key, and what is asked for besides, after the account's own statement. */
function wholeKeyPolicy({ key, calls }: KeyAccess, asked: Granting): WrittenPolicy {
  const inKeyPolicy = calls.filter(({ rows }) => rows.some(({ requirement }) => requirement.layer === "key-policy"));
  const all: readonly Granting[] = [...inKeyPolicy.map((call) => ({ ...call, actions: [call.action] })), asked];
  const grantees = new Map<string, Granting>();
  for (const { service, grantee, actions, rows = [] } of all) {
    const name = JSON.stringify([service.id, grantee.kind, granteeId(grantee)]);
    const before = grantees.get(name);
    grantees.set(name, {
      service,
      grantee,
      actions: [...(before?.actions ?? []), ...actions],
      rows: [...(before?.rows ?? []), ...rows],
    });
  }
  const statements = [...grantees.values()].map((each) => granting(key, each, asHcl));
  return policyOf([accountStatement(accountRoot(key)), ...statements]);
}

function accountRoot(key: Key): string {
  const partition = partitionIn(key.arn);
  const account = typeof key.account === "string" ? key.account : "${data.aws_caller_identity.current.account_id}";
  return accountRootArn(typeof partition === "string" ? partition : "aws", account);
}

/** The statement in the form in which the policy it is added to is written. */
function added(statement: (write: Write) => WrittenStatement, fact: PolicyFact | undefined): Fix {
  const inBlocks = fact?.origin === "policy-document" || fact?.heldIn?.() !== undefined;
  return {
    statement: json(statement(asJson)),
    hcl: inBlocks ? statementBlock(statement(asHcl)) : statementObject(statement(asHcl)),
  };
}

function json(statement: WrittenStatement): Readonly<Record<string, unknown>> {
  return { ...statement };
}

/** Unlike for each grantee, since a policy document takes each Sid once: `AllowPersonalizeRoleGeo`. Letters and digits only. */
function sid(service: Service, what: string, name = ""): string {
  const own = name.startsWith("arn:") ? name.slice(name.lastIndexOf("/") + 1) : name.replace(/^.*?(aws_\w+\.)/, "");
  return `Allow${pascal(service.id)}${what}${pascal(own)}`;
}

function pascal(text: string): string {
  return text
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
}
