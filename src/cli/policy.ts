import { Command, InvalidArgumentError, Option } from "commander";

import { InputError } from "../errors";
import {
  exportOfDatasetGroup,
  operationsWithKey,
  policyAttribute,
  type RoleUse,
  serviceKeyPolicy,
  serviceRolePolicy,
  serviceTrustPolicy,
  type WrittenPolicy,
} from "../writing";
import { type Service, services } from "../services";
import { accountRootArn, arnOfType } from "../values";
import type { Io } from "./io";
import {
  parsePartition,
  parseRegion,
  parseRole,
  type RoleFlag,
  servicesOf,
  sharedKeyPolicy,
} from "./shared-key-policy";
import { parseAccount } from "./values";

/** What the command line gives. */
interface Flags {
  readonly role?: readonly RoleFlag[];
  readonly operations?: readonly string[];
  readonly exportsDatasetGroup?: boolean;
  readonly administrators?: readonly string[];
  readonly accountRoot?: boolean;
  readonly account?: string;
  readonly region?: string;
  readonly partition?: string;
  readonly key?: string;
  readonly only?: PolicyName;
  readonly format: "json" | "hcl";
}

const policyNames = ["key-policy", "role-policy", "trust-policy"] as const;

type PolicyName = (typeof policyNames)[number];

type Policies = Readonly<Record<PolicyName, WrittenPolicy | null>>;

/** The resource and attribute of Terraform that take each policy. */
const attributes: Readonly<Record<PolicyName, { readonly of: string; readonly name: string }>> = {
  "key-policy": { of: "aws_kms_key", name: "policy" },
  "role-policy": { of: "aws_iam_policy, attached to the role", name: "policy" },
  "trust-policy": { of: "aws_iam_role", name: "assume_role_policy" },
};

/** `kmsgate policy SERVICE...` */
export function policyCommand(io: Io, end: (code: number) => void): Command {
  return new Command("policy")
    .description(
      "print the policies that AWS asks for: one key policy for all the services, or all policies of one role",
    )
    .argument("[SERVICE...]", `of ${services.map(({ id }) => id).join(", ")}`)
    .option("--role <arn>", "the role that the service is given; of several services: SERVICE=ARN, repeated", parseRole)
    .option("--operations <ids>", "what they do with the key, separated by commas (default: all)", parseList)
    .option("--exports-dataset-group", "personalize: data of the dataset group with this key are exported")
    .option("--account <id>", "the account of the key (default: the role's)", parseAccount)
    .option("--region <name>", "the Region of the key, for services that need no role", parseRegion)
    .option("--partition <name>", "the partition of the key (default: the Region's)", parsePartition)
    .option(
      "--administrators <arns>",
      "roles and users that administer the key, instead of the account root",
      parseAdministrators,
    )
    .option("--account-root", "the account root administers the key, besides the administrators")
    .option(
      "--key <arn>",
      'the key, for the role\'s policy (default: aws_kms_key.this.arn in HCL, "*" in JSON)',
      parseKey,
    )
    .addOption(new Option("--only <policy>", "print one of them").choices(policyNames))
    .addOption(new Option("--format <format>", "how to print them").choices(["json", "hcl"]).default("json"))
    .action((ids: readonly string[], flags: Flags) => {
      const chosen = servicesOf(ids);
      const [service] = chosen;
      const [role] = flags.role ?? [];
      const ofRole = service !== undefined && chosen.length === 1 && service.operations.length > 0;
      if (ofRole && role !== undefined && flags.region === undefined) {
        io.out(print(policiesOf(service, role.arn, flags), flags));
      } else {
        const { policy, warnings } = keyPolicyOf(chosen, flags);
        for (const warning of warnings) io.err(`kmsgate: ${warning}\n`);
        io.out(print({ "key-policy": policy }, flags));
      }
      end(0);
    });
}

/** What only the policies of one role depend on. */
const ofOneRole = [
  ["administrators", "--administrators"],
  ["accountRoot", "--account-root"],
  ["exportsDatasetGroup", "--exports-dataset-group"],
  ["key", "--key"],
] as const;

function keyPolicyOf(chosen: readonly Service[], flags: Flags): ReturnType<typeof sharedKeyPolicy> {
  const { account, region, partition, role: roles = [], operations: uses, only } = flags;
  const wrong = ofOneRole.find(([flag]) => flags[flag] !== undefined)?.[1];
  if (wrong !== undefined || (only !== undefined && only !== "key-policy")) {
    throw new InputError(`${wrong ?? `--only ${String(only)}`} is about one role of one service`, {
      expected: "Expected: kmsgate policy SERVICE --role ARN, without --region",
    });
  }
  return sharedKeyPolicy(chosen, {
    roles,
    ...(account !== undefined && { account }),
    ...(region !== undefined && { region }),
    ...(partition !== undefined && { partition }),
    ...(uses !== undefined && { uses }),
  });
}

function policiesOf(service: Service, role: string, flags: Flags): Policies {
  const { administrators = [], key, format } = flags;
  const { partition = "", account: ofRole = "" } = arnOfType(role, "iam", "role") ?? {};
  const accountRoot = flags.accountRoot ?? administrators.length === 0;
  const use = useOf(service, role, flags);
  const rootArn = accountRootArn(partition, flags.account ?? ofRole);
  return {
    "key-policy": serviceKeyPolicy(service, [use], {
      administrators,
      ...(accountRoot && { accountRootArn: rootArn }),
    }),
    "role-policy": serviceRolePolicy(service, use, {
      keyArn: key ?? (format === "hcl" ? "${aws_kms_key.this.arn}" : "*"),
      accountRootAdministers: accountRoot,
    }),
    "trust-policy": serviceTrustPolicy(service, ofRole),
  };
}

function useOf(service: Service, role: string, { operations, exportsDatasetGroup }: Flags): RoleUse {
  const allowed = operationsWithKey(service);
  const wrong = operations?.find((id) => !allowed.includes(id));
  if (wrong !== undefined) {
    throw new InputError(`${service.title} has no operation ${JSON.stringify(wrong)} that needs a key`, {
      expected: `Expected some of ${allowed.join(", ")}`,
    });
  }
  const given = operations ?? allowed;
  return {
    roleArn: role,
    operations: given,
    exportsDatasetGroup: exportsDatasetGroup ?? exportOfDatasetGroup(service, given),
  };
}

function print(policies: Partial<Policies>, { only, format }: Flags): string {
  if (format === "json") return `${JSON.stringify(only === undefined ? policies : policies[only], null, 2)}\n`;
  const names = only === undefined ? policyNames : [only];
  return names
    .flatMap((name) => {
      const policy = policies[name];
      if (policy === undefined) return [];
      const { of, name: attribute } = attributes[name];
      const comment = policy === null ? `# ${name}: none is needed` : `# ${name}: of ${of}`;
      return policy === null ? `${comment}\n` : `${comment}\n${policyAttribute(attribute, policy)}\n`;
    })
    .join("\n");
}

const administratorForm =
  /^arn:aws[a-z-]*:iam::\d{12}:(?:root|(?:role|user)\/.+)$|^arn:aws[a-z-]*:sts::\d{12}:assumed-role\/.+$/;

function parseAdministrators(given: string): readonly string[] {
  const all = parseList(given);
  const wrong = all.find((each) => !administratorForm.test(each));
  if (wrong === undefined) return all;
  throw new InvalidArgumentError(
    `${JSON.stringify(wrong)} is no role or user. Expected arn:aws:iam::ACCOUNT:role/NAME or arn:aws:iam::ACCOUNT:user/NAME, separated by commas.`,
  );
}

/** An ARN, or what Terraform puts in its place (`${aws_kms_key.main.arn}`). AWS's policies take no key by its alias. */
const keyForm = /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[^\s]+$|^\$\{[^}]+\}$|^\*$/;

function parseKey(given: string): string {
  if (keyForm.test(given)) return given;
  throw new InvalidArgumentError("Expected arn:aws:kms:REGION:ACCOUNT:key/ID, ${a Terraform expression}, or *.");
}

function parseList(given: string): readonly string[] {
  return given.split(",").map((each) => each.trim());
}
