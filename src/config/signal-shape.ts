import type { CarrierKind } from "../services";
import { region, sourceMembers, sourceShape } from "./source-shape";
import { choice, described, flag, list, located, mappingOr, object, oneOf, text } from "./shape";
import { isSeq } from "yaml";

const path = text(
  "a path of attributes, [] for each item of a list, {} for the value of a JSON text (block[].kms_key_id)",
  /^[A-Za-z_][\w-]*(?:\[\]|\{\})*(?:\.[A-Za-z_][\w-]*(?:\[\]|\{\})*)*$/,
);

const paths = list(path, "a path");

const resourceType = text("a type of resource (aws_cloudwatch_event_rule)", /^[a-z][a-z0-9]*(?:_[a-z0-9]+)+$/);

const carriers = {
  topic: true,
  queue: true,
  bucket: true,
  stream: true,
  "launch-template": true,
  secret: true,
  parameter: true,
  "security-configuration": true,
} as const satisfies Record<CarrierKind, true>;

const otherResource = object("a resource", { path, type: resourceType }, {});

const where = object(
  "a condition",
  {
    path,
    is: described(
      "The values that count.",
      list(oneOf({ shape: flag, isMeant: isFlag }, text("a text")), "a value", { mayBeEmpty: true }),
    ),
  },
  {
    orUnset: described("Whether it counts too that nothing is set.", flag),
    orSet: described("Whether anything counts that is set.", flag),
  },
);

function isFlag(node: unknown): boolean {
  return typeof (node as { readonly value?: unknown } | null)?.value === "boolean";
}

/** One way in which a resource of the plan shows that the service will use a key. */
export const signalShape = located(
  object(
    "a signal",
    {
      type: described("The type of the resource.", resourceType),
      use: described(
        "What the key is used for; requirements name it in neededBy.",
        located(text("lower case words joined by hyphens (log-group)", /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/)),
      ),
    },
    {
      key: described("The attributes that name the key itself.", paths),
      target: described(
        "The attributes that name what holds the key: a topic, a queue, a bucket.",
        object(
          "a target",
          { paths, carrier: choice(Object.keys(carriers) as readonly CarrierKind[]) },
          { keys: described("The carrier's attributes that name the key, where it has several.", paths) },
        ),
      ),
      role: described(
        "The attribute that names the role, here or in another resource.",
        mappingOr(otherResource, path),
      ),
      using: described(
        "The resource whose ARN, account and Region stand in the calls; absent: the resource itself.",
        otherResource,
      ),
      source: described("Where data come from.", otherResource),
      destination: described("Where data go to.", otherResource),
      prefix: described("The attributes that say with what names of objects begin.", paths),
      where: described("What else must hold of the resource.", list(where, "a condition")),
      unsupported: described(
        "No KMS key can work here.",
        object("a source", sourceMembers, {
          hasWorkarounds: described("None without more, which no plan shows.", flag),
        }),
      ),
    },
  ),
);

/** Which keys a service takes. */
export const takesShape = object(
  "keys",
  { source: sourceShape },
  {
    specs: list(text("a key spec (SYMMETRIC_DEFAULT)", /^[A-Z0-9_]+$/), "a key spec"),
    usages: list(choice(["ENCRYPT_DECRYPT", "SIGN_VERIFY", "GENERATE_VERIFY_MAC", "KEY_AGREEMENT"]), "a key usage"),
    regions: described(
      "The key's Region: that of the using resource, of the destination, or one of these.",
      oneOf({ shape: list(region, "a Region"), isMeant: isSeq }, choice(["using", "destination"])),
    ),
    customerManaged: described("An AWS managed key cannot work.", flag),
    namedBy: described("How the key may be written.", list(choice(["arn", "id", "alias"]), "a way to name a key")),
    multiRegion: described("False where a multi-Region key cannot work.", flag),
  },
);
