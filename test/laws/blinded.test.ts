import { gatherFacts } from "../../src/facts";
import { resolve } from "../../src/resolve";
import { judge } from "../../src/rules";
import { askedOf } from "./asked";
import { lawInputs } from "./inputs";
import { sightMutants } from "./sight-mutants";
import { verdictOf } from "./verdict-of-plan";

/** What a scenario comes to once one thing in it cannot be seen any more. */
interface Blinded {
  readonly input: string;
  /** Kind of mutation and what was taken away, as the table of the laws has them. */
  readonly mutant: string;
  readonly exit: 1 | 3;
  readonly keys: Readonly<Record<string, "pass" | "fail" | "undecided">>;
  /** What is told, in part. */
  readonly says: string;
}

const KEY = "aws_kms_key.personalize";

const CASES: Readonly<Record<string, Blinded>> = {
  "an inline policy that is left to a later plan may take the role's policies over their quota": {
    input: "scenarios/well-formed/inline-policies-too-large/plan.json",
    mutant: "resource deferred aws_iam_role_policy.more",
    exit: 3,
    keys: { [KEY]: "undecided" },
    says: "The whole of the inline policies of aws_iam_role.personalize may be refused by AWS: it may have",
  },
  "a policy whose attachment is left to a later plan may be over the quota": {
    input: "scenarios/well-formed/managed-policy-too-large/plan.json",
    mutant: "resource deferred aws_iam_role_policy_attachment.more",
    exit: 3,
    keys: { [KEY]: "undecided" },
    says: "The IAM policy aws_iam_policy.more of aws_iam_role.personalize may be refused by AWS: it may have",
  },
  "a policy that is not written, and whose key is hidden, may have been meant for any key": {
    input: "fixtures/faults/05e-key-id-moves/plan.json",
    mutant: "attribute unknown aws_kms_key_policy.tiles.key_id",
    exit: 3,
    keys: { "aws_kms_key.new": "undecided", "aws_kms_key.old": "pass" },
    says: "which key aws_kms_key_policy.tiles is about is not known",
  },
  "an alias that is written out may be one of the plan whose name is hidden": {
    input: "scenarios/keys/alias-name/plan.json",
    mutant: "attribute unknown aws_kms_alias.personalize.name",
    exit: 3,
    keys: { [KEY]: "undecided", "alias/recommendations": "undecided" },
    says: "aws_kms_alias.personalize may be alias/recommendations, which Amazon Personalize uses",
  },
  "so may one that a command names, and an alias where it takes none stays an error": {
    input: "scenarios/detectors/local-exec-personalize/plan.json",
    mutant: "attribute unknown aws_kms_alias.personalize.name",
    exit: 1,
    keys: { [KEY]: "undecided", "arn:aws:kms:eu-west-1:111122223333:alias/recommendations": "fail" },
    says: "aws_kms_alias.personalize may be arn:aws:kms:eu-west-1:111122223333:alias/recommendations",
  },
  "an alias of which the key is hidden may be that of any": {
    input: "scenarios/detectors/cloudformation-alias-for-key-arn/plan.json",
    mutant: "configuration removed",
    exit: 1,
    keys: { [KEY]: "undecided", "arn:aws:kms:eu-west-1:111122223333:alias/recommendations": "fail" },
    says: "aws_kms_alias.personalize may be arn:aws:kms:eu-west-1:111122223333:alias/recommendations",
  },
  "a hidden template may name the key by its alias": {
    input: "scenarios/detectors/cloudformation-alias-for-key-arn/plan.json",
    mutant: "attribute unknown aws_cloudformation_stack.recommendations.template_body",
    exit: 3,
    keys: { [KEY]: "undecided" },
    says: "aws_cloudformation_stack.recommendations.template_body is not known",
  },
  "a hidden state machine may export the data of the dataset group": {
    input: "scenarios/export/seen-in-state-machine/plan.json",
    mutant: "attribute unknown aws_sfn_state_machine.workflow.definition",
    exit: 3,
    keys: { [KEY]: "undecided" },
    says: "needs it only where the data of the dataset group are exported, and whether aws_sfn_state_machine.workflow.definition lets it do that is not known",
  },
  "a policy that may be another role's may be what lets a role only read": {
    input: "scenarios/personalize/import-only-role-by-deny/plan.json",
    mutant: "attribute unknown aws_iam_role_policy.personalize.role",
    exit: 3,
    keys: { [KEY]: "undecided" },
    says: "Amazon Personalize needs it only for more than what is seen, and whether aws_iam_role_policy.personalize.policy lets it do that is not known",
  },
  "an encryption rule whose block the source lacks may be that of any bucket, with any key": {
    input: "scenarios/catalogue/s3-replication/documented/plan.bin",
    mutant: "block removed aws_s3_bucket_server_side_encryption_configuration.source",
    exit: 3,
    keys: { "aws_kms_key.replica": "undecided", "aws_kms_key.source": "undecided" },
    says: "is not known, so that it may let",
  },
  "a target whose block the source lacks refers to anything, and not to itself": {
    input: "scenarios/catalogue/sns-publishers/documented/plan.bin",
    mutant: "block removed aws_cloudwatch_event_target.findings",
    exit: 3,
    keys: Object.fromEntries(
      ["alarms", "database", "events", "others", "uploads"].map((name) => [
        `aws_kms_key.${name}`,
        "undecided" as const,
      ]),
    ),
    says: "aws_cloudwatch_event_target.findings.arn is not known",
  },
};

test.each(Object.entries(CASES))("%s", async (_, { input: name, mutant, exit, keys, says }) => {
  const input = lawInputs().find((each) => each.name === name);
  const plan = await input?.read();
  if (input === undefined || plan === undefined) throw new Error(`there is no ${name}`);
  const { given } = input;
  const [blinded] = [...sightMutants(plan, askedOf(plan, given))].filter(
    ({ kind, what }) => `${kind} ${what}`.trim() === mutant,
  );
  if (blinded === undefined) throw new Error(`${name} has no ${mutant}`);
  const verdict = verdictOf(blinded.plan, given);
  expect({ exit: verdict.exit, keys: Object.fromEntries(verdict.keys) }).toEqual({ exit, keys });
  const facts = gatherFacts(resolve(blinded.plan, given));
  const { findings } = judge(facts, { profile: given.profile ?? "documented", minConfidence: "inferred" });
  const told = [...findings.map(({ message }) => message), ...facts.unlinked.map(({ because }) => because)];
  expect(told.join("\n")).toContain(says);
});

test("a definition that refers to nothing but a key's ARN and a role may still do more with them", async () => {
  const name = "scenarios/export/seen-in-state-machine/plan.json";
  const input = lawInputs().find((each) => each.name === name);
  const plan = await input?.read();
  if (input === undefined || plan === undefined) throw new Error(`there is no ${name}`);
  const resources = plan.resources.map((resource) => {
    if (resource.type !== "aws_sfn_state_machine") return resource;
    return { ...resource, after: { ...resource.after, definition: null }, afterUnknown: { definition: true } };
  });
  const facts = gatherFacts(resolve({ ...plan, resources }, input.given));
  const { findings } = judge(facts, { profile: "documented", minConfidence: "inferred" });
  expect(findings.map(({ rule, verdict, actions }) => [rule, verdict, actions])).toEqual(
    // To the role and to the service principal.
    Array.from({ length: 2 }, () => [
      "export-needs-data-key-without-plaintext",
      "undecided",
      ["kms:GenerateDataKeyWithoutPlaintext"],
    ]),
  );
});
