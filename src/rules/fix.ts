import type { Key, PolicyFact, Role } from "../facts/facts";
import {
  accountStatement,
  keyPolicyStatement,
  policyOf,
  rolePolicyStatement,
  trustStatement,
  type WrittenPolicy,
  type WrittenStatement,
} from "../policy/write";
import { policyAttribute, statementBlock, statementObject } from "../policy/write-hcl";
import type { Resource } from "../resolve/infrastructure";
import type { Service } from "../services/service";
import type { Value } from "../value";
import { granteeId, type Grantee, type KeyAccess } from "./access";
import type { Fix } from "./finding";

/** The statement that the key policy lacks; the whole policy where the key has AWS's default one, which any policy replaces. */
export function keyPolicyFix(
  access: KeyAccess,
  given: { readonly service: Service; readonly grantee: Grantee; readonly actions: readonly string[] },
): Fix {
  const { key } = access;
  const { service, grantee, actions } = given;
  const statement = (write: Write): WrittenStatement => granting(key, service, grantee, actions, write);
  if (key.policy.origin !== "default") return added(statement, key.policy);
  return { statement: json(statement(asJson)), hcl: policyAttribute("policy", wholeKeyPolicy(access)) };
}

/** The statement that the role's policies lack; a whole inline policy where the plan gives the role none to add it to. */
export function rolePolicyFix(key: Key, role: Role, service: Service, actions: readonly string[]): Fix {
  const statement = (write: Write): WrittenStatement => onKey(key, role, service, actions, write);
  const own = role.identityPolicies.find(({ origin }) => origin !== "outside");
  if (own !== undefined || role.resource === null) return added(statement, own);
  const body = policyAttribute("policy", policyOf([statement(asHcl)])).replaceAll("\n", "\n  ");
  const name = `${service.id.replaceAll("-", "_")}_kms`;
  const hcl = `resource "aws_iam_role_policy" "${name}" {\n  role   = ${role.resource.address.type}.${local(role.resource)}.name\n  ${body}\n}`;
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

/** How an ARN is written: as JSON text, or for HCL; `from` is the resource in whose configuration it will stand. */
type Write = (arn: Value, of: Resource | null, from: Resource | null, name: string) => string;

const asJson: Write = (arn, of, from, name) => (typeof arn === "string" ? arn : reference(of, from, name));

/** A reference keeps the order of creation: KMS refuses a policy whose principal does not exist yet. */
const asHcl: Write = (arn, of, from, name) => {
  if (of !== null && sameModule(of, from)) return reference(of, from, name);
  return typeof arn === "string" ? arn : reference(of, from, name);
};

function reference(of: Resource | null, from: Resource | null, name: string): string {
  if (of === null || !sameModule(of, from)) return `<the ARN of ${name}>`;
  const data = of.mode === "data" ? "data." : "";
  return `\${${data}${of.type}.${local(of)}.arn}`;
}

function sameModule(of: Resource, from: Resource | null): boolean {
  return from !== null && of.plan === from.plan && of.address.module === from.address.module;
}

/** The resource's name with its instance key, as its own module writes it. */
function local({ address: { name, key } }: Resource): string {
  return key === undefined ? name : `${name}[${JSON.stringify(key)}]`;
}

function onKey(key: Key, role: Role, service: Service, actions: readonly string[], write: Write): WrittenStatement {
  const keyArn = write(key.arn, key.resource, role.resource, key.id);
  return rolePolicyStatement({ sid: sid(service, "Key", key.id), keyArn, actions });
}

function granting(
  key: Key,
  service: Service,
  grantee: Grantee,
  actions: readonly string[],
  write: Write,
): WrittenStatement {
  if (grantee.kind === "service") {
    return keyPolicyStatement({ sid: sid(service, "Service"), services: [grantee.principal], actions });
  }
  const { role } = grantee;
  const arn = role === null ? "<the ARN of the service role>" : write(role.arn, role.resource, key.resource, role.id);
  return keyPolicyStatement({ sid: sid(service, "Role", role?.id), roles: [arn], actions });
}

/** What AWS lists for every grantee of the key, beside the account's own statement. */
function wholeKeyPolicy({ key, calls }: KeyAccess): WrittenPolicy {
  const grantees = new Map<string, { service: Service; grantee: Grantee; actions: string[] }>();
  for (const { service, grantee, action, rows } of calls) {
    if (!rows.some(({ requirement }) => requirement.layer === "key-policy")) continue;
    const name = JSON.stringify([service.id, grantee.kind, granteeId(grantee)]);
    const entry = grantees.get(name) ?? { service, grantee, actions: [] };
    entry.actions.push(action);
    grantees.set(name, entry);
  }
  return policyOf([
    accountStatement(accountRoot(key)),
    ...[...grantees.values()].map(({ service, grantee, actions }) => granting(key, service, grantee, actions, asHcl)),
  ]);
}

function accountRoot(key: Key): string {
  const partition = /^arn:([^:]+):/.exec(typeof key.arn === "string" ? key.arn : "")?.[1] ?? "aws";
  const account = typeof key.account === "string" ? key.account : "${data.aws_caller_identity.current.account_id}";
  return `arn:${partition}:iam::${account}:root`;
}

/** The statement in the form in which the policy it is added to is written. */
function added(statement: (write: Write) => WrittenStatement, fact: PolicyFact | undefined): Fix {
  const inBlocks =
    fact?.origin === "policy-document" || fact?.location.address.includes("data.aws_iam_policy_document.");
  return {
    statement: json(statement(asJson)),
    hcl: inBlocks === true ? statementBlock(statement(asHcl)) : statementObject(statement(asHcl)),
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
