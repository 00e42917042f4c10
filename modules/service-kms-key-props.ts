import { Token } from "cdktf";

import { operationsWithKey } from "../src/writing/service-policies";
import type { Service } from "../src/services/service";
import { expectThat } from "./expect-that";
import type { NewRole, ServiceRole } from "./service-role";

/** What the keys of all services have in common. */
export interface ServiceKmsKeyProps {
  /** The role that the service is given with each request, or one to be made. */
  readonly role: ServiceRole | NewRole;
  /** The account of key and role: twelve digits, or a token that is known when a plan is made (a variable, a data source). */
  readonly accountId: string;
  /** @defaultValue `aws` */
  readonly partition?: string;
  /**
   * ARNs of the roles and users that administer the key, besides the account root or instead of it. AWS refuses a key
   * policy under which whoever applies it could not change it again.
   */
  readonly administrators?: readonly string[];
  /**
   * Whether the account root administers the key, that is: the account's IAM policies decide who does what with it.
   * @defaultValue `true` unless there are administrators
   */
  readonly accountRootAdministers?: boolean;
  /** The key's alias: `alias/personalize`. @defaultValue none */
  readonly alias?: string;
  /** A key that exists, instead of a new one. */
  readonly existingKey?: ExistingKey;
  /** @defaultValue says what the key is for; not with an existing key */
  readonly description?: string;
  /** @defaultValue `true`; not with an existing key */
  readonly enableKeyRotation?: boolean;
  /** How long AWS waits before it deletes the key: 7 to 30 days. @defaultValue 30; not with an existing key */
  readonly deletionWindowInDays?: number;
  /**
   * Whether the key is a multi-Region primary key. A replica has a key policy and an ARN of its own: give it `keyPolicy`, and
   * a construct with the replica as its `existingKey` for the role's policy.
   * @defaultValue `false`; not with an existing key
   */
  readonly multiRegion?: boolean;
  /**
   * Whether a `terraform_data` says in the plan who uses the key and what for, so that `kmsgate check` needs no
   * configuration. It makes nothing in AWS and costs one entry in the state; Terraform has it from 1.4 on.
   * @defaultValue `true`
   */
  readonly declareUse?: boolean;
  /** Tags of the key, of the policies and of the role made here. @defaultValue none */
  readonly tags?: Record<string, string>;
}

/** A key that exists. */
export interface ExistingKey {
  /** A key ARN: neither an alias nor a key id. */
  readonly keyArn: string;
  /**
   * Whether its key policy is to be replaced, as a whole. Else whoever owns the key puts the statements of `keyPolicy` into it.
   * @defaultValue `false`
   */
  readonly replacePolicy?: boolean;
}

const ofNewKeys = ["description", "enableKeyRotation", "deletionWindowInDays", "multiRegion"] as const;

/** @throws Error that names the first prop with a value it cannot have, and the values that it can. */
export function validateProps(props: ServiceKmsKeyProps, regions: readonly string[] | undefined): void {
  const { accountId, partition, alias, deletionWindowInDays: days, administrators = [], existingKey } = props;
  expectThat(matches(accountId, /^\d{12}$/), "accountId", accountId, "the twelve digits of an AWS account");
  expectThat(
    partition === undefined || matches(partition, /^aws(-[a-z-]+)?$/),
    "partition",
    partition,
    "aws, aws-cn or aws-us-gov",
  );
  for (const arn of administrators) {
    const known = /^arn:aws[a-z-]*:iam::\d{12}:(role|user)\/[!-~]+$/;
    expectThat(matches(arn, known), "administrators", arn, "ARNs of IAM roles and users");
  }
  expectThat(
    props.accountRootAdministers !== false || administrators.length > 0,
    "administrators",
    administrators,
    "at least one, since accountRootAdministers is false",
  );
  expectThat(
    alias === undefined || matches(alias, /^alias\/(?!aws\/)[\w/-]{1,250}$/),
    "alias",
    alias,
    "alias/NAME; alias/aws/ is AWS's own",
  );
  expectThat(
    days === undefined || Token.isUnresolved(days) || (Number.isInteger(days) && days >= 7 && days <= 30),
    "deletionWindowInDays",
    days,
    "a whole number from 7 to 30",
  );
  for (const name of Object.keys(props.tags ?? {})) {
    expectThat(
      Token.isUnresolved(name) || /^(?!aws:).{1,128}$/isu.test(name),
      "tags",
      name,
      "a name of 1 to 128 characters that does not begin with aws:",
    );
  }
  if (existingKey !== undefined) validateExistingKey(existingKey, props, regions);
}

function matches(text: string, pattern: RegExp): boolean {
  return Token.isUnresolved(text) || pattern.test(text);
}

function validateExistingKey(
  { keyArn }: ExistingKey,
  props: ServiceKmsKeyProps,
  regions: readonly string[] | undefined,
): void {
  if (!Token.isUnresolved(keyArn)) {
    const known = /^arn:(aws[a-z-]*):kms:([a-z0-9-]+):(\d{12}):key\/[\w-]+$/;
    const [, , region, account] = known.exec(keyArn) ?? [];
    const what = "existingKey.keyArn";
    expectThat(region !== undefined, what, keyArn, "arn:aws:kms:REGION:ACCOUNT:key/ID");
    expectThat(
      regions?.includes(region) !== false,
      what,
      keyArn,
      `a key in ${regions?.join(", ") ?? ""}, where the service runs`,
    );
    expectThat(
      matches(props.accountId, new RegExp(`^${account}$`)),
      what,
      keyArn,
      `a key of account ${props.accountId}`,
    );
  }
  for (const name of ofNewKeys) {
    expectThat(props[name] === undefined, name, props[name], "nothing, since the key exists and is not changed");
  }
}

/** The operations as given. @throws Error where one is none of the service's, or none is given. */
export function validOperations(service: Service, operations: readonly string[]): readonly string[] {
  const allowed = operationsWithKey(service);
  const given: unknown = operations;
  expectThat(
    Array.isArray(given) && operations.length > 0,
    "operations",
    operations,
    `one or more of ${allowed.join(", ")}`,
  );
  for (const operation of operations) {
    expectThat(allowed.includes(operation), "operations", operation, `one or more of ${allowed.join(", ")}`);
  }
  return operations;
}
