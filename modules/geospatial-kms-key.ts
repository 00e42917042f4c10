import type { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import type { Construct } from "constructs";

import { sagemakerGeospatial } from "../src/services/entries/sagemaker-geospatial";
import { ServiceKmsKey, type Purpose } from "./service-kms-key";
import { validOperations, type ServiceKmsKeyProps } from "./service-kms-key-props";
import type { ServiceRole } from "./service-role";

/** The operations of SageMaker geospatial capabilities that take a key. */
export type GeospatialOperation =
  "earth-observation-job" | "vector-enrichment-job" | "earth-observation-job-export" | "vector-enrichment-job-export";

/** What a role does with a key in SageMaker geospatial capabilities. */
export interface GeospatialUse {
  /** AWS asks the same of each. @defaultValue all of them */
  readonly operations?: readonly GeospatialOperation[];
}

/** Props of a {@link GeospatialKmsKey}. */
export interface GeospatialKmsKeyProps extends ServiceKmsKeyProps, GeospatialUse {
  /**
   * Whether the execution role gets an IAM policy although the account root administers the key, where AWS asks for none.
   * Without the account root it always gets one.
   * @defaultValue `false`
   */
  readonly alwaysRolePolicy?: boolean;
}

/**
 * A KMS key that Amazon SageMaker geospatial capabilities can use: key policy for the execution role, its IAM policy where
 * the account root does not administer the key, an alias and, on request, the role. The service runs in `us-west-2` only,
 * and so must the key.
 *
 * @example
 * ```ts
 * new GeospatialKmsKey(this, "key", {
 *   accountId: "111122223333",
 *   role: { name: "geospatial-execution", path: "/ml/" },
 *   administrators: ["arn:aws:iam::111122223333:role/security"],
 * });
 * ```
 * @throws Error where a prop has a value it cannot have; the message lists the values that it can.
 */
export class GeospatialKmsKey extends ServiceKmsKey {
  public constructor(scope: Construct, id: string, props: GeospatialKmsKeyProps) {
    super(scope, id, props, {
      service: sagemakerGeospatial,
      purpose: () => purposeOf(props),
      restrictServiceToAccount: false,
      alwaysRolePolicy: props.alwaysRolePolicy ?? false,
    });
  }

  /**
   * Lets the service use the key with a second execution role too: key policy and, where AWS asks for one, IAM policy.
   *
   * @param use what that role does; without it, what the first role does.
   * @returns the IAM policy attached to the role; `undefined` where the key policy alone must allow.
   */
  public grantUse(role: ServiceRole, use?: GeospatialUse): IamPolicy | undefined {
    return this.addRole(role, use && purposeOf(use));
  }
}

function purposeOf({ operations }: GeospatialUse): Purpose {
  return {
    operations: operations === undefined ? null : validOperations(sagemakerGeospatial, operations),
    exportsDatasetGroup: false,
  };
}
