import type { Failure, Layer, RowContext, When } from "../services";
import { labelShape, sourceShape } from "./source-shape";
import { choice, described, flag, list, located, mappingOr, mappingWith, object, oneOrMore, text } from "./shape";

const action = text("the full name of an AWS KMS action (kms:Decrypt)", /^kms:[A-Za-z]+$/);

/** The full name of an AWS KMS action. */
export const actions = list(action, "an action");

const pattern = text("an AWS KMS action, or a pattern of such (kms:ReEncrypt*)", /^kms:[A-Za-z*]+$/);

export const layers = {
  "key-policy": true,
  "role-policy": true,
  either: true,
} as const satisfies Record<Layer, true>;

export const layerShape = choice(Object.keys(layers) as readonly Layer[]);

/** Exports of a dataset group are Personalize's alone. */
type OwnWhen = Exclude<When, "dataset-group-key-exported">;

const whens = {
  always: true,
  "no-account-root-administrator": true,
  "bucket-key-enabled": true,
  "bucket-key-seen": true,
  "bucket-key-not-enabled": true,
  "role-is-service-linked": true,
  "role-is-own": true,
  "without-role": true,
} as const satisfies Record<OwnWhen, true>;

const states = {
  is: true,
  "one-of": true,
  "at-least": true,
  like: true,
  present: true,
  absent: true,
  "not-ours": true,
  tag: true,
  since: true,
  unknown: true,
  unsupported: true,
} as const satisfies Record<RowContext["state"], true>;

const failures = { loud: true, late: true, silent: true } as const satisfies Record<Failure["how"], true>;

const keysOf = <Name extends string>(names: Readonly<Record<Name, true>>): readonly Name[] =>
  Object.keys(names) as Name[];

const conditionKey = text("a condition key (aws:SourceArn)", /^[A-Za-z0-9-]+:\S+$/);

const placeholders =
  "{using.arn}, {using.account}, {using.region}, {using.name}, the same of source, destination and carrier, {partition}, {dns_suffix}, {key.region}, {prefix}";

const placeholder = String.raw`(?:using|source|destination|carrier)\.(?:arn|account|region|name)|partition|dns_suffix|key\.region|prefix`;

const template = text(
  `a text, in which braces stand around ${placeholders}`,
  new RegExp(String.raw`^(?:[^{}]|\{(?:${placeholder})\})+$`),
);

const values = oneOrMore(template, "a value");

/** What is said of one condition key in the calls. */
export const contextShape = located(
  object(
    "a context row",
    { key: conditionKey, state: choice(keysOf(states)) },
    {
      value: values,
      otherReading: described("What the text may also be read to say is there.", values),
      only: described("The actions to which it applies; absent: all.", actions),
      except: described("The actions to which it does not apply.", actions),
      caller: described("Absent: whoever calls.", choice(["role", "service"])),
      label: described("How well it is founded; absent: doc.", labelShape),
    },
  ),
);

const principal = text(
  "a service principal, with {region} and {dns_suffix} where it has them (logs.{region}.{dns_suffix})",
  /^[a-z0-9-]+(?:\.(?:[a-z0-9-]+|\{(?:region|dns_suffix)\}))+$/,
);

const linkedRole = text(
  "a service-linked role (autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling)",
  /^[a-z0-9-]+(?:\.[a-z0-9-]+)+\/[\w+=,.@-]+$/,
);

const grantee = mappingOr(
  mappingWith(
    "serviceLinkedRole",
    object(
      "a grantee",
      { serviceLinkedRole: described("Its service and name.", linkedRole) },
      { override: described("The attribute of the using resource that names another.", text("a path of attributes")) },
    ),
    object(
      "a grantee",
      { service: described("A service principal of this requirement's own.", principal) },
      { inOptInRegions: described("Its form in Regions that an account must opt in to.", principal) },
    ),
  ),
  choice(["role", "service", "caller"]),
);

/** One line of the list: in this layer, to this grantee, these actions, for these operations. */
export const requirementShape = object(
  "a requirement",
  {
    id: described("The service's id, a dot, and more: acme.key-policy.role.", located(text("an id (acme.key-policy)"))),
    layer: located(layerShape),
    grantee: described("Who must be allowed.", located(grantee)),
    neededBy: described(
      "Ids of the operations, or of the signals' uses, that need it.",
      list(located(text("the id of an operation or use")), "an operation or use"),
    ),
    actions: described(
      "Without which it does not work; empty where all that is listed is more than needed.",
      list(action, "an action", { mayBeEmpty: true }),
    ),
    when: choice(keysOf(whens)),
    source: sourceShape,
  },
  {
    listed: described("What the list has, patterns as it prints them; absent: the same.", list(pattern, "an action")),
    listLabel: choice(["doc", "inf"]),
    essentialLabel: choice(["doc", "inf"]),
    context: described("What is said of condition keys in these calls.", list(contextShape, "a context row")),
    recommended: described(
      "The conditions that are recommended.",
      list(
        object(
          "a condition",
          { operator: text("an operator (ArnLike)", /^[A-Za-z:]+$/), key: conditionKey, value: values },
          {},
        ),
        "a condition",
      ),
    ),
    fallback: described("The requirement of this id will do instead.", located(text("the id of a requirement"))),
    failure: described(
      "How it shows that it is not met.",
      object(
        "a failure",
        {
          how: described(
            "The apply fails; something fails later; data are lost without an error.",
            choice(keysOf(failures)),
          ),
          says: text('the end of "without it, ..." (the log group is not created)'),
        },
        { label: labelShape },
      ),
    ),
    atRest: described("Data stay encrypted under the key for as long as they exist.", flag),
    also: described("Other pages that say the same, or that differ.", list(sourceShape, "a source")),
  },
);

/** Callers that a Deny must spare, and that nothing has to allow. */
export const sparedShape = object(
  "a spared caller",
  {
    id: described(
      "The service's id, a dot, and more: acme.spared.copies.",
      located(text("an id (acme.spared.copies)")),
    ),
    title: text("who they are, for sentences"),
    role: described(
      "What of their ARN follows role/; * alone: some principal of the account.",
      text("a role (service/*)"),
    ),
    neededBy: described(
      "Ids of the operations, or of the signals' uses.",
      list(located(text("the id of an operation or use")), "an operation or use"),
    ),
    actions,
    certain: described("Whether a Deny that does not spare them hits them, or only might.", flag),
    how: text('the end of "to spare them, ..."'),
    source: sourceShape,
  },
  { context: described("What is said of condition keys in these calls.", list(contextShape, "a context row")) },
);
