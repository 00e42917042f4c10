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
import { type Service, serviceById, services } from "../services";
import { accountRootArn, arnOfType, isAccountId } from "../values";
import type { Io } from "./io";
import { parseAccount } from "./values";

/** What the command line gives. */
interface Flags {
  readonly role: string;
  readonly operations?: readonly string[];
  readonly exportsDatasetGroup?: boolean;
  readonly administrators?: readonly string[];
  readonly accountRoot?: boolean;
  readonly account?: string;
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

/** `kmsgate policy SERVICE` */
export function policyCommand(io: Io, end: (code: number) => void): Command {
  return new Command("policy")
    .description("print the key policy, the role's policy and its trust policy as AWS asks for them")
    .argument("[SERVICE]", `one of ${services.map(({ id }) => id).join(", ")}`)
    .requiredOption("--role <arn>", "the role that the service is given", parseRole)
    .option("--operations <ids>", "what it does with the key, separated by commas (default: all)", parseList)
    .option("--exports-dataset-group", "personalize: data of the dataset group with this key are exported")
    .option("--account <id>", "the account of the key (default: the role's)", parseAccount)
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
    .action((service: string | undefined, flags: Flags) => {
      io.out(print(policiesOf(serviceOf(service), flags), flags));
      end(0);
    });
}

function serviceOf(id: string | undefined): Service {
  const service = id === undefined ? undefined : serviceById(id);
  if (service !== undefined) return service;
  throw new InputError(id === undefined ? "no service is given" : `there is no service ${JSON.stringify(id)}`, {
    expected: `Expected one of ${services.map((each) => each.id).join(", ")}`,
  });
}

function policiesOf(service: Service, flags: Flags): Policies {
  const { role, administrators = [], key, format } = flags;
  const { partition = "", account: ofRole = "" } = arnOfType(role, "iam", "role") ?? {};
  const accountRoot = flags.accountRoot ?? administrators.length === 0;
  const use = useOf(service, flags);
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

function useOf(service: Service, { role, operations, exportsDatasetGroup }: Flags): RoleUse {
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

function print(policies: Policies, { only, format }: Flags): string {
  if (format === "json") return `${JSON.stringify(only === undefined ? policies : policies[only], null, 2)}\n`;
  const names = only === undefined ? policyNames : [only];
  return names
    .map((name) => {
      const policy = policies[name];
      const { of, name: attribute } = attributes[name];
      const comment = policy === null ? `# ${name}: none is needed` : `# ${name}: of ${of}`;
      return policy === null ? `${comment}\n` : `${comment}\n${policyAttribute(attribute, policy)}\n`;
    })
    .join("\n");
}

function parseRole(given: string): string {
  const arn = arnOfType(given, "iam", "role");
  if (arn?.partition.startsWith("aws") === true && arn.region === "" && isAccountId(arn.account)) return given;
  throw new InvalidArgumentError("Expected arn:aws:iam::ACCOUNT:role/NAME.");
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
