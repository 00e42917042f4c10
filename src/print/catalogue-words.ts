import type {
  CarrierKind,
  Failure,
  KeyKind,
  Operation,
  RecommendedCondition,
  Requirement,
  Service,
  Signal,
} from "../services";

/* The words about the catalogue that its text and its page share. */

export const layers = {
  "key-policy": "key policy",
  "role-policy": "role's IAM policy",
  either: "key policy or IAM policy",
} as const satisfies Record<Requirement["layer"], string>;

const conditions = {
  always: "always",
  "no-account-root-administrator": "if the key policy has no account root as key administrator",
  "dataset-group-key-exported": "if data of the dataset group is exported",
  "bucket-key-enabled": "if the bucket has an S3 Bucket Key",
  "bucket-key-seen": "if the plan gives the bucket an S3 Bucket Key",
  "bucket-key-not-enabled": "if the bucket has no S3 Bucket Key",
  "role-is-service-linked": "if the role is a service-linked one",
  "role-is-own": "if the role is not a service-linked one",
  "without-role": "if no role is named",
} as const satisfies Record<Requirement["when"], string>;

const carriers = {
  topic: "the SNS topic",
  queue: "the SQS queue",
  bucket: "the bucket",
  stream: "the Kinesis stream",
  "launch-template": "the launch template",
  secret: "the secret",
  parameter: "the parameter",
  "security-configuration": "the security configuration",
} as const satisfies Record<CarrierKind, string>;

/** What the word that findings have for a failure means. */
export const failures = {
  loud: "the apply fails",
  late: "the apply succeeds; a job, a task or an instance fails later",
  silent: "the apply succeeds; data are lost without an error",
} as const satisfies Record<Failure["how"], string>;

/** Writes a name: as code in Markdown, as it is in text. */
export type Write = (name: string) => string;

/** Who must be allowed. */
export function whoWords({ principals }: Service, { grantee }: Requirement, write: Write): string {
  if (grantee === "role") return "service role";
  if (grantee === "caller") return "whoever runs Terraform";
  if (grantee === "service") return `service principal ${write(principals[0] ?? "")}`;
  if ("serviceLinkedRole" in grantee) return `service-linked role ${write(grantee.serviceLinkedRole)}`;
  const { service, inOptInRegions: optIn } = grantee;
  return `service principal ${write(service)}${optIn === undefined ? "" : ` (${write(optIn)} in opt-in Regions)`}`;
}

/** What a requirement is for: all operations in words, or their names, and the condition. */
export function forWords(service: Service, { neededBy, when }: Requirement, write: Write): string {
  const used = usesOf(service);
  const all = used.length > 1 && used.every((use) => neededBy.includes(use));
  const uses = all ? "every operation that uses a key" : neededBy.map(write).join(", ");
  return when === "always" ? uses : `${uses}, ${conditions[when]}`;
}

/** Everything that a service may use a key for, and needs something for. */
function usesOf(service: Service): readonly string[] {
  const operations = service.operations.filter((operation) => layersNeeded(service, operation).length > 0);
  const signals = (service.signals ?? []).map(({ use }) => use);
  return [...new Set([...operations.map(({ id }) => id), ...signals])];
}

/** The layers in which the operation needs something. */
export function layersNeeded({ requirements }: Service, { id }: Operation): readonly Requirement["layer"][] {
  return [...new Set(requirements.filter(({ neededBy }) => neededBy.includes(id)).map(({ layer }) => layer))];
}

/** What happens without it, with the word that findings have for it: `the log group is not created (loud)`. */
export function failureWords({ how, says }: Failure): string {
  return `${says} (${how})`;
}

/** A condition as AWS recommends it: `aws:SourceArn` ArnLike `{using.arn}`. */
export function conditionWords({ key, operator, value }: RecommendedCondition, write: Write): string {
  return `${write(key)} ${operator} ${(typeof value === "string" ? [value] : value).map(write).join(" or ")}`;
}

/** How it shows in a plan that a service uses a key: one line a use and type of resource, with its attributes. */
export interface Showing {
  readonly use: string;
  readonly type: string;
  readonly attributes: readonly string[];
  /** Where the attributes name not the key but what it encrypts. */
  readonly whoseKey?: string;
  readonly unsupported?: "no KMS key can work here" | "no KMS key can work here without workarounds";
}

/** The signals of a service, those of one use and type put together. */
export function showings({ signals = [] }: Service): readonly Showing[] {
  const found = new Map<string, Showing>();
  for (const signal of signals) {
    const showing = showingOf(signal);
    const name = JSON.stringify([showing.use, showing.type, showing.whoseKey, showing.unsupported]);
    const before = found.get(name)?.attributes ?? [];
    found.set(name, { ...showing, attributes: [...new Set([...before, ...showing.attributes])] });
  }
  return [...found.values()];
}

function showingOf({ use, type, key = [], target, unsupported }: Signal): Showing {
  return {
    use,
    type,
    attributes: target === undefined ? key : target.paths,
    ...(target !== undefined && { whoseKey: carriers[target.carrier] }),
    ...(unsupported !== undefined && {
      unsupported:
        unsupported.hasWorkarounds === true
          ? ("no KMS key can work here without workarounds" as const)
          : ("no KMS key can work here" as const),
    }),
  };
}

const namings = { arn: "by ARN", id: "by id", alias: "by alias" } as const;

/** Which keys a service takes. */
export function takesWords(takes: KeyKind): string {
  const { specs, usages, regions, customerManaged, namedBy, multiRegion } = takes;
  return [
    ...(specs === undefined ? [] : [`spec ${specs.join(" or ")}`]),
    ...(usages === undefined ? [] : [`usage ${usages.join(" or ")}`]),
    ...(regions === undefined ? [] : [regionWords(regions)]),
    ...(customerManaged === true ? ["a customer managed key"] : []),
    ...(namedBy === undefined ? [] : [`named ${namedBy.map((each) => namings[each]).join(" or ")}`]),
    ...(multiRegion === false ? ["no multi-Region key"] : []),
  ].join("; ");
}

function regionWords(regions: NonNullable<KeyKind["regions"]>): string {
  if (regions === "using") return "in the Region of the resource that uses it";
  if (regions === "destination") return "in the Region of the destination";
  return `in ${regions.join(" or ")}`;
}
