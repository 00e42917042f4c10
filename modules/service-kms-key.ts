import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { KmsKeyPolicy } from "@cdktf/provider-aws/lib/kms-key-policy";
import { dependable, Lazy, TerraformStack } from "cdktf";
import { Construct } from "constructs";

import {
  serviceKeyPolicy,
  serviceRolePolicy,
  serviceTrustPolicy,
  statedOperations,
  type RoleUse,
} from "../src/writing/service-policies";
import type { Service } from "../src/services/service";
import { expectThat } from "./expect-that";
import { KmsgateUse, type StatedUse } from "./kmsgate-use";
import { policyText } from "./policy-text";
import { validateProps, type ServiceKmsKeyProps } from "./service-kms-key-props";
import {
  givenRole,
  validateNewRole,
  validateRole,
  type Account,
  type GivenRole,
  type NewRole,
  type ServiceRole,
} from "./service-role";

/** What a role does with the key. */
export interface Purpose {
  readonly operations: readonly string[] | null;
  readonly exportsDatasetGroup: boolean;
}

/** What a service's own construct knows of its key. */
export interface ServiceKmsKeyOptions {
  readonly service: Service;
  /** Read from the props. @throws Error where one has a value it cannot have. */
  readonly purpose: () => Purpose;
  /** The service principal is let in only where it acts for the key's account, or does not say for which. */
  readonly restrictServiceToAccount: boolean;
  /** A role policy even where the account root administers the key and the catalogue asks for none. */
  readonly alwaysRolePolicy: boolean;
}

type Tags = Record<string, string> | undefined;

/** The policy by which a role may use the key. */
interface RolePolicy {
  readonly policy: IamPolicy;
  readonly attachment: IamRolePolicyAttachment;
}

/**
 * A KMS key with everything that a service needs to use it: key policy, alias, the role's IAM policy and, on request, the
 * role. What stands in the policies comes from kmsgate's catalogue.
 */
export abstract class ServiceKmsKey extends Construct {
  /** The key; `undefined` where an existing one was given. */
  public readonly key: KmsKey | undefined;
  /** The key's ARN, as the service's API takes it; a token for a new key. */
  public readonly keyArn: string;
  /** The key's id; of an existing key its ARN. */
  public readonly keyId: string;
  /** The alias; `undefined` where none was asked for. */
  public readonly alias: KmsAlias | undefined;
  /** The role, where it was made here. */
  public readonly role: IamRole | undefined;
  /** The role's ARN, as the service's API takes it; a token for a role of the app. */
  public readonly roleArn: string;
  /** The IAM policy that was attached to the role; `undefined` where the key policy alone must allow. */
  public readonly rolePolicy: IamPolicy | undefined;
  /** What a resource that starts to use the key has to wait for, beside the key. */
  public readonly rolePolicyAttachment: IamRolePolicyAttachment | undefined;
  /** The key policy as JSON, with the roles of every `grantUse`. */
  public readonly keyPolicy: string;

  private readonly account: Account;
  private readonly options: ServiceKmsKeyOptions;
  private readonly purpose: Purpose;
  private readonly asksRolePolicyAlways: boolean;
  private readonly accountRoot: boolean;
  private readonly tags: Tags;
  private readonly policyOwner: KmsKey | KmsKeyPolicy | undefined;
  private readonly uses: RoleUse[] = [];

  protected constructor(scope: Construct, id: string, props: ServiceKmsKeyProps, options: ServiceKmsKeyOptions) {
    super(scope, id);
    const purpose = checked(this, () => {
      validateProps(props, options.service.regions?.only);
      validateRole(props.role);
      const account = accountOf(props);
      if ("create" in props.role) validateNewRole(props.role.create, account);
      else givenRole(props.role, account);
      return options.purpose();
    });
    const { administrators = [], existingKey, alias, tags } = props;
    this.options = options;
    this.tags = tags;
    this.account = accountOf(props);
    this.purpose = purpose;
    // Who administers a key that keeps its policy is not for this construct to say.
    this.asksRolePolicyAlways =
      options.alwaysRolePolicy || (existingKey !== undefined && existingKey.replacePolicy !== true);
    this.accountRoot = props.accountRootAdministers ?? administrators.length === 0;
    this.keyPolicy = Lazy.stringValue({
      produce: () => this.keyPolicyText(administrators, props.multiRegion ?? false),
    });
    this.role = "create" in props.role ? this.createRole(props.role.create, tags) : undefined;
    this.key = existingKey === undefined ? this.createKey(props) : undefined;
    this.keyArn = existingKey?.keyArn ?? this.keyOf().arn;
    this.keyId = existingKey?.keyArn ?? this.keyOf().keyId;
    this.policyOwner = existingKey?.replacePolicy === true ? this.replacePolicy() : this.key;
    this.alias =
      alias === undefined ? undefined : new KmsAlias(this, "alias", { name: alias, targetKeyId: this.keyId });
    const role = givenRole("create" in props.role ? this.createdRole() : props.role, this.account);
    this.roleArn = role.resource?.arn ?? role.arn;
    const made = this.use(this, role, purpose, tags);
    if (props.declareUse ?? true) new KmsgateUse(this, "kmsgate-use", this.keyArn, () => this.statedUses());
    this.rolePolicy = made?.policy;
    this.rolePolicyAttachment = made?.attachment;
  }

  /**
   * Lets the service use the key with a second role too.
   *
   * @returns the IAM policy attached to that role; `undefined` where the key policy alone must allow.
   */
  protected addRole(role: ServiceRole, purpose: Purpose = this.purpose): IamPolicy | undefined {
    const given = this.checkedRole(role);
    const id = `use-by-${given.label}`;
    expectThat(
      this.uses.every((use) => use.roleArn !== given.arn) && this.node.tryFindChild(id) === undefined,
      "role",
      given.label,
      "a role that was not granted use of this key yet",
    );
    return this.use(new Construct(this, id), given, purpose, this.tags)?.policy;
  }

  private checkedRole(role: ServiceRole): GivenRole {
    try {
      validateRole(role);
      return givenRole(role, this.account);
    } catch (error) {
      throw withPath(this, error);
    }
  }

  private use(scope: Construct, role: GivenRole, purpose: Purpose, tags: Tags): RolePolicy | undefined {
    const use = { roleArn: role.arn, ...purpose };
    this.uses.push(use);
    if (role.resource !== undefined) this.waitFor(role.resource);
    const document = serviceRolePolicy(this.options.service, use, {
      keyArn: this.keyArn,
      accountRootAdministers: this.accountRoot && !this.asksRolePolicyAlways,
    });
    if (document === null) return undefined;
    const policy = new IamPolicy(scope, "role-policy", {
      namePrefix: `${this.options.service.id}-kms-key-`,
      description: `Lets ${this.options.service.title} use its KMS key with this role.`,
      policy: policyText(document),
      ...(tags !== undefined && { tags }),
    });
    const attachment = new IamRolePolicyAttachment(scope, "role-policy-attachment", {
      role: role.name,
      policyArn: policy.arn,
    });
    return { policy, attachment };
  }

  /** A use that exports data of the dataset group with this key names both operations, any other does not. */
  private statedUses(): readonly StatedUse[] {
    return this.uses.flatMap(({ roleArn, operations, exportsDatasetGroup }) =>
      statedOperations(this.options.service, operations, exportsDatasetGroup).map((each) => ({
        service: this.options.service.id,
        operations: each,
        role: roleArn,
      })),
    );
  }

  /** No reference leads from the key policy to the role, since the ARN in it is made of known parts. */
  private waitFor(role: IamRole): void {
    const owner = this.policyOwner;
    if (owner === undefined) return;
    const stack = TerraformStack.of(role);
    if (stack === TerraformStack.of(this)) owner.dependsOn = [...(owner.dependsOn ?? []), dependable(role)];
    else TerraformStack.of(this).addDependency(stack);
  }

  private keyPolicyText(administrators: readonly string[], multiRegion: boolean): string {
    const { partition, id } = this.account;
    const document = serviceKeyPolicy(this.options.service, this.uses, {
      administrators,
      multiRegion,
      ...(this.accountRoot && { accountRootArn: `arn:${partition}:iam::${id}:root` }),
      ...(this.options.restrictServiceToAccount && { sourceAccount: id }),
    });
    return policyText(document);
  }

  private createKey({ tags, ...props }: ServiceKmsKeyProps): KmsKey {
    return new KmsKey(this, "key", {
      description: props.description ?? `Used by ${this.options.service.title}.`,
      keyUsage: "ENCRYPT_DECRYPT",
      customerMasterKeySpec: "SYMMETRIC_DEFAULT",
      enableKeyRotation: props.enableKeyRotation ?? true,
      deletionWindowInDays: props.deletionWindowInDays ?? 30,
      multiRegion: props.multiRegion ?? false,
      policy: this.keyPolicy,
      ...(tags !== undefined && { tags }),
    });
  }

  private replacePolicy(): KmsKeyPolicy {
    return new KmsKeyPolicy(this, "key-policy", { keyId: this.keyId, policy: this.keyPolicy });
  }

  private createRole(
    { name, path, description, permissionsBoundary, tags: own }: NewRole["create"],
    shared: Tags,
  ): IamRole {
    const tags = shared === undefined ? own : { ...shared, ...own };
    const { service } = this.options;
    return new IamRole(this, "role", {
      name,
      path: path ?? "/",
      description: description ?? `Assumed by ${service.title}.`,
      assumeRolePolicy: policyText(serviceTrustPolicy(service, this.account.id)),
      ...(permissionsBoundary !== undefined && { permissionsBoundary }),
      ...(tags !== undefined && { tags }),
    });
  }

  private keyOf(): KmsKey {
    expectThat(this.key !== undefined, "existingKey", undefined, "a key");
    return this.key;
  }

  private createdRole(): IamRole {
    expectThat(this.role !== undefined, "role", undefined, "a role");
    return this.role;
  }
}

function accountOf({ partition, accountId }: ServiceKmsKeyProps): Account {
  return { partition: partition ?? "aws", id: accountId };
}

/** Checks before anything is made: of a construct that is refused nothing stays in the stack. */
function checked<T>(construct: Construct, check: () => T): T {
  const { id, scope } = construct.node;
  try {
    return check();
  } catch (error) {
    scope?.node.tryRemoveChild(id);
    throw withPath(construct, error);
  }
}

function withPath({ node }: Construct, error: unknown): Error {
  return new Error(`${node.path}: ${error instanceof Error ? error.message : String(error)}`);
}
