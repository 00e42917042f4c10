import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import type { TerraformStack } from "cdktf";

import {
  GeospatialKmsKey,
  PersonalizeKmsKey,
  type GeospatialOperation,
  type NewRole,
  type PersonalizeOperation,
  type ServiceKmsKey,
  type ServiceKmsKeyProps,
  type ServiceRole,
} from "../../modules";
import { ACCOUNT } from "./synthesize";

/** One combination of the props that change a policy. */
export interface Combination {
  readonly id: string;
  readonly service: "personalize" | "sagemaker-geospatial";
  readonly operations: readonly string[];
  readonly exports: boolean;
  readonly accountRoot: boolean;
  /** The role is not in the plan, and may have policies that no plan shows. */
  readonly roleOutside: boolean;
  /** Puts the construct into a stack; `declareUse` as its prop. */
  readonly make: (stack: TerraformStack, declareUse?: boolean) => ServiceKmsKey;
}

/** Who administers. */
export const administration = {
  root: {},
  administrators: { administrators: [`arn:aws:iam::${ACCOUNT}:role/security`] },
  both: { administrators: [`arn:aws:iam::${ACCOUNT}:role/security`], accountRootAdministers: true },
} satisfies Record<string, Partial<ServiceKmsKeyProps>>;

type RoleForm = (stack: TerraformStack, id: string, service: string) => ServiceRole | NewRole;

const roleForms: Readonly<Record<string, RoleForm>> = {
  made: (_, id) => ({ create: { name: id, path: "/ml/" } }),
  bounded: (stack, id) => ({ create: { name: id, permissionsBoundary: boundaryOf(stack) } }),
  ofStack: (stack, id, service) => new IamRole(stack, `${id}-role`, { name: id, assumeRolePolicy: trust(service) }),
  byName: (_, id) => ({ name: id, path: "/outside/" }),
  byArn: (_, id) => ({ arn: `arn:aws:iam::${ACCOUNT}:role/${id}` }),
};

const keyForms = ["made", "existing"] as const;

/** What Personalize is asked to do. */
export const personalizeUses: readonly {
  readonly operations: readonly PersonalizeOperation[];
  readonly exports?: boolean;
}[] = [
  { operations: ["dataset-group"] },
  { operations: ["dataset-group"], exports: true },
  { operations: ["dataset-import-job"] },
  { operations: ["dataset-export-job"] },
  { operations: ["batch-inference-job"] },
  { operations: ["batch-segment-job"] },
  { operations: ["metric-attribution"] },
  { operations: ["dataset-group", "dataset-import-job"] },
  { operations: ["dataset-group", "dataset-export-job"], exports: true },
  {
    operations: [
      "dataset-group",
      "dataset-import-job",
      "dataset-export-job",
      "batch-inference-job",
      "batch-segment-job",
      "metric-attribution",
    ],
    exports: true,
  },
];

/** The operations of SageMaker geospatial capabilities. */
export const geospatialOperations: readonly GeospatialOperation[] = [
  "earth-observation-job",
  "vector-enrichment-job",
  "earth-observation-job-export",
  "vector-enrichment-job-export",
];

// Numbers the combinations: an id tells a key in a report, and a role's name is unique in its account.
let keys = 0;

/** Every combination, of both services. */
export const combinations: readonly Combination[] = [...ofPersonalize(), ...ofGeospatial()];

function* ofPersonalize(): Generator<Combination> {
  for (const [index, { operations, exports = false }] of personalizeUses.entries()) {
    for (const restrictServiceToAccount of [false, true]) {
      for (const given of shared(`personalize-${index}-${restrictServiceToAccount ? "restricted" : "open"}`)) {
        yield {
          ...given,
          service: "personalize",
          operations,
          exports,
          make: (stack, declareUse = true) =>
            new PersonalizeKmsKey(stack, given.id, {
              declareUse,
              ...given.props(stack, "personalize"),
              operations,
              exportsDatasetGroup: exports,
              restrictServiceToAccount,
            }),
        };
      }
    }
  }
}

function* ofGeospatial(): Generator<Combination> {
  for (const operation of geospatialOperations) {
    for (const alwaysRolePolicy of [false, true]) {
      for (const given of shared(`geo-${operation}-${alwaysRolePolicy ? "always" : "asked"}`)) {
        yield {
          ...given,
          service: "sagemaker-geospatial",
          operations: [operation],
          exports: false,
          make: (stack, declareUse = true) =>
            new GeospatialKmsKey(stack, given.id, {
              declareUse,
              ...given.props(stack, "sagemaker-geospatial"),
              operations: [operation],
              alwaysRolePolicy,
            }),
        };
      }
    }
  }
}

interface Shared {
  readonly id: string;
  readonly accountRoot: boolean;
  readonly roleOutside: boolean;
  readonly props: (stack: TerraformStack, service: string) => ServiceKmsKeyProps;
}

/** What both services have in common: who administers, whose the role is, whose the key is. */
function* shared(prefix: string): Generator<Shared> {
  for (const [who, administrators] of Object.entries(administration)) {
    for (const [form, role] of Object.entries(roleForms)) {
      for (const keyForm of keyForms) {
        keys += 1;
        const id = `k${keys}-${prefix}-${who}-${form}-${keyForm}`;
        // Changes no policy: every other key that is made
        const multiRegion = Math.ceil(keys / 2) % 2 === 0;
        const keyArn = `arn:aws:kms:us-west-2:${ACCOUNT}:key/00000000-0000-0000-0000-${String(keys).padStart(12, "0")}`;
        // IAM takes 64 characters
        const name = `r${keys}-${form}-${who}`;
        yield {
          id,
          accountRoot: who !== "administrators",
          roleOutside: form.startsWith("by"),
          props: (stack, service) => ({
            accountId: ACCOUNT,
            role: role(stack, name, service),
            ...administrators,
            ...(keyForm === "made" && { multiRegion }),
            ...(keyForm === "existing" && { existingKey: { keyArn, replacePolicy: true } }),
          }),
        };
      }
    }
  }
}

/** A boundary that leaves room for KMS, one for the stack. */
function boundaryOf(stack: TerraformStack): string {
  const existing = stack.node.tryFindChild("boundary") as IamPolicy | undefined;
  const policy = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: ["kms:*", "s3:*"], Resource: "*" }] };
  const made = existing ?? new IamPolicy(stack, "boundary", { name: "boundary", policy: JSON.stringify(policy) });
  return made.arn;
}

/** The trust policy of a service's role. */
export function trust(service: string): string {
  const Principal = { Service: `${service}.amazonaws.com` };
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal, Action: "sts:AssumeRole" }],
  });
}
