import type { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import type { Construct } from "constructs";

import { exportOfDatasetGroup } from "../src/writing/service-policies";
import { personalize } from "../src/services/entries/personalize";
import { expectThat } from "./expect-that";
import { ServiceKmsKey, type Purpose } from "./service-kms-key";
import { validOperations, type ServiceKmsKeyProps } from "./service-kms-key-props";
import type { ServiceRole } from "./service-role";

/** The operations of Amazon Personalize that need a key. */
export type PersonalizeOperation =
  | "dataset-group"
  | "dataset-import-job"
  | "dataset-export-job"
  | "batch-inference-job"
  | "batch-segment-job"
  | "metric-attribution";

/** What a role does with a key in Amazon Personalize. */
export interface PersonalizeUse {
  /** What Personalize does with this key and this role; for `dataset-import-job` alone the role gets no IAM policy. */
  readonly operations: readonly PersonalizeOperation[];
  /**
   * Whether data of the dataset group that this key was given to are exported, to whatever bucket: the key policy must then
   * allow `kms:GenerateDataKeyWithoutPlaintext`.
   * @defaultValue `true` with the operations `dataset-group` and `dataset-export-job` together
   */
  readonly exportsDatasetGroup?: boolean;
}

/** Props of a {@link PersonalizeKmsKey}. */
export interface PersonalizeKmsKeyProps extends ServiceKmsKeyProps, PersonalizeUse {
  /**
   * Lets the service principal in only where it acts for this account, or does not say for which: AWS does not describe
   * whether Personalize's calls carry `aws:SourceAccount`, so that a stricter condition could shut it out.
   * @defaultValue `false`
   */
  readonly restrictServiceToAccount?: boolean;
}

/**
 * A KMS key that Amazon Personalize can use: key policy for the role and for the service principal, the role's IAM policy
 * (never `kms:CreateGrant`; none for import jobs alone), an alias and, on request, the role.
 *
 * @example
 * ```ts
 * new PersonalizeKmsKey(this, "key", {
 *   accountId: "111122223333",
 *   role: { create: { name: "personalize" } },
 *   operations: ["dataset-group", "dataset-import-job"],
 *   alias: "alias/personalize",
 * });
 * ```
 * @throws Error where a prop has a value it cannot have; the message lists the values that it can.
 */
export class PersonalizeKmsKey extends ServiceKmsKey {
  public constructor(scope: Construct, id: string, props: PersonalizeKmsKeyProps) {
    super(scope, id, props, {
      service: personalize,
      purpose: () => purposeOf(props),
      restrictServiceToAccount: props.restrictServiceToAccount ?? false,
      alwaysRolePolicy: false,
    });
  }

  /**
   * Lets Personalize use the key with a second role too: key policy and IAM policy.
   *
   * @param use what that role does; without it, what the first role does.
   * @returns the IAM policy attached to the role; `undefined` where the key policy alone must allow.
   */
  public grantUse(role: ServiceRole, use?: PersonalizeUse): IamPolicy | undefined {
    return this.addRole(role, use && purposeOf(use));
  }
}

function purposeOf({ operations: given, exportsDatasetGroup }: PersonalizeUse): Purpose {
  const operations = validOperations(personalize, given);
  expectThat(
    exportsDatasetGroup !== true || operations.includes("dataset-group"),
    "exportsDatasetGroup",
    exportsDatasetGroup,
    "the operation dataset-group beside it",
  );
  return {
    operations,
    exportsDatasetGroup: exportsDatasetGroup ?? exportOfDatasetGroup(personalize, operations),
  };
}
