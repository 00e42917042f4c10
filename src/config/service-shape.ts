import { actions, contextShape, layerShape, requirementShape, sparedShape } from "./requirement-shape";
import { choice, described, flag, list, located, object, text } from "./shape";
import { signalShape, takesShape } from "./signal-shape";
import { region, sourceShape } from "./source-shape";

const slug = text("lower case words joined by hyphens (dataset-import-job)", /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/);

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

const exemption = object(
  "an exemption",
  { layer: layerShape, source: sourceShape },
  {
    operations: list(located(text("the id of an operation")), "an operation"),
    actions,
  },
);

/** A service as the catalogue has it; what may be left out has a default. */
export const serviceShape = object(
  "a service",
  {
    id: described("Its name in reports and under uses; none of the catalogue's.", located(slug)),
    title: described("Its name in sentences.", located(text("the service's name"))),
    principals: described(
      "The service principals it may call by; the first is the documented one; none where requirements name their own.",
      located(
        list(
          located(text("a service principal (acme.amazonaws.com)", /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/)),
          "a service principal",
          { mayBeEmpty: true },
        ),
      ),
    ),
    requirements: list(requirementShape, "a requirement"),
  },
  {
    operations: described(
      "What it is called for with a role; absent where only signals show its use.",
      list(operation, "an operation", { mayBeEmpty: true }),
    ),
    signals: described("The resources that show that it uses a key.", list(signalShape, "a signal")),
    takes: described("Which keys it takes.", takesShape),
    context: described("What is said of condition keys in all of its calls.", list(contextShape, "a context row")),
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
      object("regions", { only: list(region, "a Region"), source: sourceShape }, {}),
    ),
    session: described(
      "The session name of the role in its calls.",
      object("a session", { name: text("the name of a session"), basis }, {}),
    ),
    grantedCalls: described(
      "The calls that it makes in its own name under a grant.",
      object("granted calls", { actions, basis, source: sourceShape }, {}),
    ),
    spared: described(
      "Whom a Deny must spare, although nothing has to allow them.",
      list(sparedShape, "a spared caller"),
    ),
    exemptions: list(exemption, "an exemption", { mayBeEmpty: true }),
    notes: described(
      "What is said of trust, of the key, of revoking; absent: the source of the first requirement.",
      object("notes", {}, { trust: sourceShape, key: sourceShape, revoking: sourceShape }),
    ),
  },
);
