import type { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { Token } from "cdktf";
import { Construct } from "constructs";

import { expectThat } from "./expect-that";

/**
 * The role that the service is given: a role of the app, or one that exists. Of a role of the app the key policy holds the
 * ARN made of account, path and name, so that a plan shows the whole policy; the key still waits for the role. A role
 * without a `name` of its own has none before the apply: its ARN, and with it the key policy, is then known after it.
 */
export type ServiceRole = IamRole | RoleByName | RoleByArn;

/** A role that exists, in the account of the key. */
export interface RoleByName {
  /** Without the path. */
  readonly name: string;
  /** Begins and ends with a slash. @defaultValue `/` */
  readonly path?: string;
}

/** A role that exists. An ARN that is only known after the apply hides the key policy from every plan. */
export interface RoleByArn {
  /** With the role's path, if it has one. */
  readonly arn: string;
  /** The role's name, needed where the ARN is a token: a policy is attached by name. @defaultValue the ARN's last part */
  readonly name?: string;
}

/** A role to be made, which the service may assume on behalf of this account only. */
export interface NewRole {
  /** What the role is made with. */
  readonly create: {
    /** Unique in its account. */
    readonly name: string;
    /** Begins and ends with a slash. @defaultValue `/` */
    readonly path?: string;
    /** @defaultValue says which service assumes it */
    readonly description?: string;
    /** The ARN of a policy that limits what the role may do; it must leave room for what the service needs. */
    readonly permissionsBoundary?: string;
    /** Besides those of the key. */
    readonly tags?: Record<string, string>;
  };
}

/** The account whose key it is. */
export interface Account {
  readonly partition: string;
  readonly id: string;
}

/** A role as the policies need it. */
export interface GivenRole {
  readonly arn: string;
  /** What a policy is attached to. */
  readonly name: string;
  /** Tells roles apart in construct ids. */
  readonly label: string;
  /** What the key has to wait for: AWS refuses a key policy that names a role which does not exist yet. */
  readonly resource?: IamRole;
}

/** @throws Error where it is nothing that a role is given by. */
export function validateRole(role: ServiceRole | NewRole): void {
  const given: unknown = role;
  expectThat(
    typeof given === "object" && given !== null && ["create", "name", "arn"].some((member) => member in given),
    "role",
    given,
    "an IamRole, { create: { name } }, { name } or { arn }",
  );
}

/** The role to be made, as given. @throws Error where it is malformed. */
export function validateNewRole(create: NewRole["create"], account: Account): NewRole["create"] {
  const { name, path, permissionsBoundary: boundary } = create;
  roleArn(account, name, path);
  expectThat(
    boundary === undefined ||
      Token.isUnresolved(boundary) ||
      /^arn:aws[a-z-]*:iam::(\d{12}|aws):policy\/[!-~]+$/.test(boundary),
    "permissionsBoundary",
    boundary,
    "arn:aws:iam::ACCOUNT:policy/NAME",
  );
  return create;
}

/** Reads a role as given. @throws Error where it is malformed, or of another account. */
export function givenRole(role: ServiceRole, account: Account): GivenRole {
  if (Construct.isConstruct(role)) return ofResource(role, account);
  return "arn" in role ? ofArn(role, account) : ofName(role, account);
}

/** The ARN of a role by its account, path and name. */
export function roleArn(account: Account, name: string, path = "/"): string {
  expectThat(Token.isUnresolved(name) || /^[\w+=,.@-]{1,64}$/.test(name), "role name", name, "the name of an IAM role");
  expectThat(
    Token.isUnresolved(path) || /^\/(?:[!-~]+\/)?$/.test(path),
    "role path",
    path,
    "a path that begins and ends with /",
  );
  return `arn:${account.partition}:iam::${account.id}:role${path}${name}`;
}

function ofResource(role: IamRole, account: Account): GivenRole {
  const { nameInput, pathInput } = role;
  return {
    arn: nameInput === undefined ? role.arn : roleArn(account, nameInput, pathInput),
    name: role.name,
    label: nameInput === undefined || Token.isUnresolved(nameInput) ? role.node.id : nameInput,
    resource: role,
  };
}

function ofName({ name, path }: RoleByName, account: Account): GivenRole {
  return { arn: roleArn(account, name, path), name, label: labelOf(name) };
}

function ofArn({ arn, name }: RoleByArn, account: Account): GivenRole {
  if (Token.isUnresolved(arn)) {
    expectThat(name !== undefined, "role name", name, "the role's name, since its ARN is a token");
    return { arn, name, label: labelOf(name) };
  }
  const known = /^arn:(aws[a-z-]*):iam::(\d{12}):role\/(?:[!-~]+\/)?([\w+=,.@-]{1,64})$/;
  const [, partition, of, last] = known.exec(arn) ?? [];
  expectThat(last !== undefined, "role ARN", arn, "arn:aws:iam::ACCOUNT:role/NAME");
  expectThat(
    Token.isUnresolved(account.partition) || partition === account.partition,
    "role ARN",
    arn,
    `a role of the partition ${account.partition}`,
  );
  expectThat(Token.isUnresolved(account.id) || of === account.id, "role ARN", arn, `a role of account ${account.id}`);
  expectThat(name === undefined || name === last, "role name", name, `${last}, as in the role's ARN`);
  return { arn, name: last, label: last };
}

function labelOf(name: string): string {
  return Token.isUnresolved(name) ? "role" : name;
}
