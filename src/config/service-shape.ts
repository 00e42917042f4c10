import { day } from "./day";
import { choice, described, flag, list, located, object, text } from "./shape";

const slug = text("lower case words joined by hyphens (dataset-import-job)", /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/);

const action = text("the full name of an AWS KMS action (kms:Decrypt)", /^kms:[A-Za-z]+$/);

const source = described(
  "Where it is said.",
  object(
    "a source",
    {
      title: text("the title of the page"),
      url: text("an address (https://...)", /^https?:\/\/\S+$/),
      read: described("The day it was read.", day),
      says: described("The sentence itself.", text("the sentence")),
    },
    {},
  ),
);

const layer = choice(["key-policy", "role-policy"]);

const basis = choice(["trace"]);

const keyMember = object(
  "a key member",
  {
    path: text("the way to the member (jobOutput.s3DataDestination.kmsKeyArn)"),
    acceptsAlias: described("False where the API takes a key ARN only.", flag),
  },
  {},
);

const operation = object(
  "an operation",
  {
    id: located(slug),
    api: described(
      "The API actions that start it.",
      list(text("an API action (CreateDatasetImportJob)", /^[A-Z][A-Za-z0-9]*$/), "an API action"),
    ),
    keyMembers: described(
      "The members of the API that carry a key.",
      list(keyMember, "a key member", { mayBeEmpty: true }),
    ),
    roleMembers: described(
      "The members that carry the role.",
      list(text("the way to a member (roleArn)"), "a role member", { mayBeEmpty: true }),
    ),
    s3: described("What it does with S3.", choice(["reads", "writes", "reads-and-writes", "none"])),
  },
  {},
);

const requirement = object(
  "a requirement",
  {
    id: described("The service's id, a dot, and more: acme.key-policy.role.", located(text("an id (acme.key-policy)"))),
    layer: located(layer),
    grantee: choice(["role", "service"]),
    neededBy: described(
      "Ids of the operations that need it.",
      list(located(text("the id of an operation")), "an operation"),
    ),
    actions: list(action, "an action"),
    when: choice(["always", "no-account-root-administrator"]),
    source,
  },
  {},
);

const exemption = object(
  "an exemption",
  { layer, source },
  {
    operations: list(located(text("the id of an operation")), "an operation"),
    actions: list(action, "an action"),
  },
);

/** A service as the catalogue has it; what may be left out has a default. */
export const serviceShape = object(
  "a service",
  {
    id: described("Its name in reports and under uses; none of the catalogue's.", located(slug)),
    title: described("Its name in sentences.", located(text("the service's name"))),
    principals: described(
      "The service principals it may call by; the first is the documented one.",
      list(
        located(text("a service principal (acme.amazonaws.com)", /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/)),
        "a service principal",
      ),
    ),
    operations: list(operation, "an operation"),
    requirements: list(requirement, "a requirement"),
  },
  {
    callsByItself: described("Whether it calls KMS in its own name; absent: where a requirement names it.", flag),
    names: described(
      "How it is called where its use shows itself; absent: its id, and its id without hyphens.",
      object(
        "names",
        {
          cli: described("The command of the AWS CLI.", located(text("a command of the AWS CLI (personalize)"))),
          sdk: described(
            "The service in arn:aws:states:::aws-sdk:SERVICE:operation.",
            located(text("lower case letters and digits", /^[a-z0-9]+$/)),
          ),
        },
        {
          cloudFormation: described(
            "The prefix of its CloudFormation types.",
            located(text("AWS::Service::", /^\w+::\w+::$/)),
          ),
          awscc: described(
            "The prefix of the awscc provider's types.",
            located(text("awscc_service_", /^awscc_[a-z0-9_]+_$/)),
          ),
        },
      ),
    ),
    regions: described(
      "Set where it runs only in some Regions.",
      object(
        "regions",
        { only: list(text("a Region (us-west-2)", /^[a-z]{2}(?:-[a-z]+)+-\d+$/), "a Region"), source },
        {},
      ),
    ),
    session: described(
      "The session name of the role in its calls.",
      object("a session", { name: text("the name of a session"), basis }, {}),
    ),
    grantedCalls: described(
      "The calls that it makes in its own name under a grant.",
      object("granted calls", { actions: list(action, "an action"), basis, source }, {}),
    ),
    exemptions: list(exemption, "an exemption", { mayBeEmpty: true }),
    notes: described(
      "What is said of trust, of the key, of revoking; absent: the source of the first requirement.",
      object("notes", { trust: source, key: source, revoking: source }, {}),
    ),
  },
);
