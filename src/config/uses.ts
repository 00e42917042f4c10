import type { DeclaredUse } from "../facts";
import { type Service, services as catalogue } from "../services";
import { described, list, located, mappingOr, object, orNothing, text, type Read } from "./shape";
import { region } from "./source-shape";
import { lineOf, refuse, type Source } from "./yaml-node";

const serviceForms = `one of ${catalogue.map(({ id }) => id).join(", ")}, or the id of one that stands under services`;

const keyForms =
  'a resource address (module.data.aws_kms_key.main["a"]) or a pattern of addresses (module.*.aws_kms_key.main["*"]), a key or alias ARN (arn:aws:kms:...), or an alias name (alias/...)';

const roleForms =
  "a resource address (aws_iam_role.geo) or a pattern of addresses (module.*.aws_iam_role.geo), or a role ARN (arn:aws:iam::...:role/...)";

// A resource type, a dot and a name somewhere: neither a bare name nor a key id has that.
const address = String.raw`\*\*|(?!arn:|alias/)(?:module\.|data\.)?[A-Za-z_*][\w*-]*(?:\[[^\]]*\])?\.[A-Za-z_*].*`;

const key = new RegExp(String.raw`^(?:${address}|alias/.+|arn:[^:]+:kms:[^:]+:\d{12}:(?:key|alias)/[^*?]+)$`);

const role = new RegExp(String.raw`^(?:${address}|arn:[^:]+:iam::\d{12}:role/[^*?]+)$`);

const usingForms =
  "a resource address (aws_cloudwatch_log_group.app), an ARN, or a mapping with arn, account and region";

const using = text(usingForms, new RegExp(String.raw`^(?:${address}|arn:[^:]+:[^:]+:[^:]*:\d*:.+)$`));

const usingShape = mappingOr(
  object(
    "a resource",
    { arn: described("Its address or ARN.", using) },
    { account: text("the twelve digits of an account", /^\d{12}$/), region },
  ),
  using,
);

/** Who uses which key through which role, where no plan shows it. */
export const usesShape = list(
  located(
    object(
      "a use",
      {
        service: described("The id of a service, as kmsgate services prints it.", located(text(serviceForms))),
        key: described("The key: an address or a pattern of addresses, an ARN, or an alias name.", text(keyForms, key)),
      },
      {
        operations: described(
          "What the service does with it; absent: not known.",
          list(located(text("the id of an operation")), "an operation"),
        ),
        using: described("The resource in which the key is used: its address or ARN.", usingShape),
        role: described("The role that the service is given.", orNothing(text(roleForms, role))),
      },
    ),
  ),
  "a use",
);

/**
 * The declared uses, each service and operation one of those that are known.
 *
 * @throws InputError with the place and the known ids
 */
export function declaredUses(
  source: Source,
  uses: Read<typeof usesShape>,
  services: readonly Service[],
): readonly DeclaredUse[] {
  return uses.map(({ value: use, node }) => {
    const service = services.find(({ id }) => id === use.service.value);
    if (service === undefined) {
      const ids = `one of ${services.map(({ id }) => id).join(", ")}`;
      throw refuse(source, use.service.node, `service is ${JSON.stringify(use.service.value)}`, ids);
    }
    return {
      service: service.id,
      operations: operationsOf(source, use.operations, service),
      key: use.key,
      role: use.role ?? null,
      ...(use.using !== undefined && { using: typeof use.using === "string" ? { arn: use.using } : use.using }),
      at: { file: source.file, line: lineOf(source, node) },
    };
  });
}

function operationsOf(
  source: Source,
  operations: Read<typeof usesShape>[number]["value"]["operations"],
  service: Service,
): readonly string[] | null {
  if (operations === undefined) return null;
  const known = [
    ...new Set([...service.operations.map(({ id }) => id), ...(service.signals ?? []).map(({ use }) => use)]),
  ];
  for (const { value, node } of operations) {
    if (known.includes(value)) continue;
    throw refuse(source, node, `${service.id} has no operation ${JSON.stringify(value)}`, `one of ${known.join(", ")}`);
  }
  return [...new Set(operations.map(({ value }) => value))].sort();
}
