import { carriers, detectors } from "../../src/facts/detectors";
import type { DeclaredUse, Facts } from "../../src/facts/facts";
import type { Json, JsonObject } from "../../src/plan";
import { type Service, services as catalogue } from "../../src/services";
import { ACCOUNT, factsOf, oldKey, policy, serviceRole, type Given } from "./plan";
import { signalService } from "./signal-services";

const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/p`;
const UPPER = { KmsKeyArn: KEY, RoleArn: ROLE };
/** A reference to something that the plan does not show: it may be anything. */
const NOWHERE: JsonObject = { references: ["aws_elsewhere.x.arn", "aws_elsewhere.x"] };

/** How one detector is held; each plan stands beside a key and a role that Personalize may assume. */
interface Case {
  /** The only evidence of a use. */
  readonly only: readonly Given[];
  /** What looks like it, and is none. */
  readonly lookAlike: readonly Given[];
  /** The same where its value is not known, and refers to what the plan does not show. */
  readonly unknown: readonly Given[];
  /** Beside the plan. */
  readonly declared?: readonly DeclaredUse[];
  /** The key, where it is not the plain one. */
  readonly key?: Given;
  /** A service of its own, which only resources show to use the key, and no role. */
  readonly service?: Service;
}

const given = (address: string, after: JsonObject, more: Partial<Given> = {}): Given => ({ address, after, ...more });
const hidden = (address: string, attribute: string, after: JsonObject = {}, at: Json = NOWHERE): Given =>
  given(address, after, { unknown: { [attribute]: true }, expressions: { [attribute]: at } });
const rolePolicy = (after: JsonObject, more: Partial<Given> = {}): Given =>
  given("aws_iam_role_policy.p", { name: "x", role: "p", ...after }, more);
const encrypted = (key: string): readonly Given[] => [
  given("aws_s3_bucket.b", { bucket: "data" }, { unknown: { arn: true, id: true } }),
  given("aws_s3_bucket_server_side_encryption_configuration.b", {
    bucket: "data",
    rule: [{ apply_server_side_encryption_by_default: [{ sse_algorithm: "aws:kms", kms_master_key_id: key }] }],
  }),
];
const reading = (bucket: string): string =>
  policy({ Effect: "Allow", Action: "s3:GetObject", Resource: `arn:aws:s3:::${bucket}/*` });
const task = (Resource: string, Parameters: JsonObject): string =>
  JSON.stringify({ StartAt: "A", States: { A: { Type: "Task", Resource, Parameters, End: true } } });
const template = (Type: string): string => JSON.stringify({ Resources: { G: { Type, Properties: UPPER } } });
const target = (action: string): JsonObject => ({
  target: [{ arn: `arn:aws:scheduler:::aws-sdk:${action}`, role_arn: ROLE, input: JSON.stringify(UPPER) }],
});
const provisioner = (expressions: JsonObject): Given =>
  given("terraform_data.p", {}, { provisioners: [{ type: "local-exec", expressions }] });
const command = (text: string): JsonObject => ({ command: { constant_value: text } });
const environment = (variables: JsonObject): JsonObject => ({ environment: [{ variables }] });
const declaring = (kmsgate: JsonObject): Given => given("terraform_data.d", { input: { kmsgate } });
const declares = (key: string): readonly DeclaredUse[] => [
  { service: "personalize", operations: null, key, role: ROLE, at: { file: "kmsgate.yaml", line: 2 } },
];
const withPolicy = (statement: JsonObject): Given => oldKey("k", { policy: policy(statement) });

const CASES: Readonly<Record<string, Case>> = {
  "declared-use": { only: [], lookAlike: [], unknown: [], declared: declares(KEY) },
  "resource-signals": {
    service: signalService("logs", [{ type: "aws_cloudwatch_log_group", use: "log-group", key: ["kms_key_id"] }]),
    only: [given("aws_cloudwatch_log_group.g", { name: "g", kms_key_id: KEY })],
    lookAlike: [
      given("aws_cloudwatch_log_group.g", { name: "g", skip_destroy: true }),
      given("aws_x.g", { kms_key_id: KEY }),
    ],
    unknown: [hidden("aws_cloudwatch_log_group.g", "kms_key_id", { name: "g" })],
  },
  "declared-in-plan": {
    only: [declaring({ version: 1, key: KEY, uses: [{ service: "personalize", operations: null, role: ROLE }] })],
    lookAlike: [given("terraform_data.d", { input: { version: 1, key: KEY, uses: [] } })],
    unknown: [
      given(
        "terraform_data.d",
        { input: { kmsgate: { version: 1, uses: [{ service: "personalize", operations: null, role: ROLE }] } } },
        { unknown: { input: { kmsgate: { key: true } } }, expressions: { input: NOWHERE } },
      ),
    ],
  },
  "awscc-resource": {
    only: [given("awscc_personalize_dataset_group.g", { kms_key_arn: KEY, role_arn: ROLE })],
    lookAlike: [given("awscc_pinpoint_campaign.personalize", { kms_key_arn: KEY, role_arn: ROLE })],
    unknown: [hidden("awscc_personalize_dataset_group.g", "kms_key_arn", { role_arn: ROLE })],
  },
  "cloudcontrol-resource": {
    only: [
      given("aws_cloudcontrolapi_resource.g", {
        type_name: "AWS::Personalize::DatasetGroup",
        desired_state: JSON.stringify(UPPER),
      }),
    ],
    lookAlike: [
      given("aws_cloudcontrolapi_resource.g", {
        type_name: "AWS::Logs::LogGroup",
        desired_state: JSON.stringify(UPPER),
      }),
    ],
    unknown: [
      hidden("aws_cloudcontrolapi_resource.g", "desired_state", { type_name: "AWS::Personalize::DatasetGroup" }),
    ],
  },
  "cloudformation-stack": {
    only: [
      given("aws_cloudformation_stack.s", { name: "s", template_body: template("AWS::Personalize::DatasetGroup") }),
    ],
    lookAlike: [given("aws_cloudformation_stack.s", { name: "s", template_body: template("AWS::Logs::LogGroup") })],
    unknown: [hidden("aws_cloudformation_stack.s", "template_body", { name: "s" })],
  },
  "step-functions-task": {
    only: [
      given("aws_sfn_state_machine.m", {
        definition: task("arn:aws:states:::aws-sdk:personalize:createDatasetGroup", UPPER),
      }),
    ],
    lookAlike: [
      given("aws_sfn_state_machine.m", { definition: task("arn:aws:states:::aws-sdk:pinpoint:createApp", UPPER) }),
    ],
    unknown: [hidden("aws_sfn_state_machine.m", "definition")],
  },
  "scheduler-target": {
    only: [given("aws_scheduler_schedule.s", target("personalize:createDatasetGroup"))],
    lookAlike: [given("aws_scheduler_schedule.s", target("pinpoint:createApp"))],
    unknown: [hidden("aws_scheduler_schedule.s", "target")],
  },
  "local-exec": {
    only: [
      provisioner(command(`aws personalize create-dataset-group --name g --kms-key-arn ${KEY} --role-arn ${ROLE}`)),
    ],
    lookAlike: [provisioner(command(`aws personalize-runtime get-recommendations --kms-key-arn ${KEY}`))],
    unknown: [provisioner({ command: NOWHERE })],
  },
  "local-exec-environment": {
    only: [provisioner({ ...command("./train.sh"), environment: { constant_value: { KEY, ROLE } } })],
    lookAlike: [provisioner({ ...command("./train.sh"), environment: { constant_value: { KEY } } })],
    unknown: [provisioner({ ...command("./train.sh"), environment: NOWHERE })],
  },
  "lambda-environment": {
    only: [given("aws_lambda_function.f", environment({ KEY, ROLE }))],
    lookAlike: [given("aws_lambda_function.f", environment({ KEY }))],
    unknown: [hidden("aws_lambda_function.f", "environment")],
  },
  "role-policy-names-key": {
    only: [rolePolicy({ policy: policy({ Effect: "Allow", Action: "kms:Decrypt", Resource: KEY }) })],
    lookAlike: [
      rolePolicy({
        policy: policy(
          { Effect: "Deny", Action: "kms:Decrypt", Resource: KEY },
          { Effect: "Allow", Action: "kms:Decrypt", Resource: "*" },
          { Effect: "Allow", Action: "logs:*", Resource: KEY },
        ),
      }),
    ],
    unknown: [rolePolicy({}, { unknown: { policy: true }, expressions: { policy: NOWHERE } })],
  },
  "role-policy-names-bucket": {
    only: [...encrypted(KEY), rolePolicy({ policy: reading("data") })],
    lookAlike: [...encrypted(KEY), rolePolicy({ policy: reading("other") })],
    unknown: [...encrypted(KEY), rolePolicy({}, { unknown: { policy: true }, expressions: { policy: NOWHERE } })],
  },
  "role-policy-refers-to-key": {
    only: [
      rolePolicy(
        {},
        { unknown: { policy: true }, expressions: { policy: { references: ["aws_kms_key.k.arn", "aws_kms_key.k"] } } },
      ),
    ],
    lookAlike: [
      given("aws_sqs_queue.q", { name: "q" }),
      rolePolicy(
        {},
        {
          unknown: { policy: true },
          expressions: { policy: { references: ["aws_sqs_queue.q.arn", "aws_sqs_queue.q"] } },
        },
      ),
    ],
    unknown: [rolePolicy({}, { unknown: { policy: true }, expressions: { policy: NOWHERE } })],
  },
  "bucket-policy-names-service": {
    only: [
      ...encrypted(KEY),
      given("aws_s3_bucket_policy.b", {
        bucket: "data",
        policy: policy({ Effect: "Allow", Principal: { AWS: ROLE }, Action: "s3:*", Resource: "arn:aws:s3:::data/*" }),
      }),
    ],
    lookAlike: [
      ...encrypted(KEY),
      given("aws_s3_bucket_policy.b", {
        bucket: "data",
        policy: policy({ Effect: "Deny", Principal: { AWS: ROLE }, Action: "s3:*", Resource: "arn:aws:s3:::data/*" }),
      }),
    ],
    unknown: [...encrypted(KEY), hidden("aws_s3_bucket_policy.b", "policy", { bucket: "data" })],
  },
  "key-policy-names-service": {
    key: withPolicy({ Effect: "Allow", Principal: { AWS: ROLE }, Action: "kms:*", Resource: "*" }),
    only: [],
    lookAlike: [],
    unknown: [hidden("aws_kms_key_policy.k", "policy", { key_id: "1234abcd-12ab-34cd-56ef-1234567890ab" })],
  },
};

const existingRole: Given = {
  ...serviceRole("p"),
  actions: ["no-op"],
  before: { name: "p", path: "/", arn: ROLE, assume_role_policy: serviceRole("p").after?.assume_role_policy ?? "" },
};

function factsBeside(more: readonly Given[], { key = oldKey("k"), declared = [], service }: Partial<Case> = {}): Facts {
  const services = service === undefined ? catalogue : [service];
  return factsOf([key, existingRole, ...more], { declaredUses: declared, services });
}

function serviceOf({ service }: Case): Partial<Case> {
  return service === undefined ? {} : { service };
}

/** Whether something is said of the key, so that it does not pass in silence. */
function isInDoubt({ unlinked, runtimeKeys }: Facts): boolean {
  return runtimeKeys.length > 0 || unlinked.some(({ kind }) => kind === "key");
}

/** About a plan as a whole, not about a resource of it: test/faults/resolve.test.ts holds it on real plans. */
const OF_WHOLE_PLANS = ["unseen-configuration"];

/** It shows no use, and leaves the key in doubt where nothing else does. */
const DOUBTING = ["key-description-names-service"];

test.each([
  ["Used by Amazon Personalize.", [], true],
  ["Used by Amazon Personalize and others.", [], false],
  ["Used by Amazon Personalize.", CASES["awscc-resource"]?.only ?? [], false],
])("a key that is described as %s", (description, more, doubt) => {
  expect(isInDoubt(factsBeside(more, { key: oldKey("k", { description }) }))).toBe(doubt);
});

test("every detector is held", () => {
  expect([...Object.keys(CASES), ...OF_WHOLE_PLANS, ...DOUBTING].sort()).toEqual(detectors.map(({ id }) => id).sort());
});

test("a carrier is a detector", () => {
  expect(detectors.map(({ id }) => id)).toEqual(expect.arrayContaining(carriers.map(({ id }) => id)));
});

describe.each(Object.entries(CASES))("%s", (id, each) => {
  test("alone shows a use", () => {
    const { uses } = factsBeside(each.only, each);
    expect(uses.map(({ service, key, role }) => [service, key.id, role?.id])).toEqual([
      each.service === undefined
        ? ["personalize", "aws_kms_key.k", "aws_iam_role.p"]
        : [each.service.id, "aws_kms_key.k", undefined],
    ]);
    expect(factsBeside([]).uses).toEqual([]);
  });

  test("does not take a look-alike for one", () => {
    const lookAlike = LOOK_ALIKES[id] ?? (() => factsBeside(each.lookAlike, serviceOf(each)));
    const facts = lookAlike();
    expect({ uses: facts.uses, doubt: isInDoubt(facts) }).toEqual({ uses: [], doubt: false });
  });

  test("leaves the key in doubt where its value is not known", () => {
    const facts = UNKNOWN[id]?.() ?? factsBeside(each.unknown, serviceOf(each));
    expect({ uses: facts.uses, doubt: isInDoubt(facts) }).toEqual({ uses: [], doubt: true });
  });
});

/** Look-alikes that are no resources beside the plain key. */
const LOOK_ALIKES: Readonly<Record<string, () => Facts>> = {
  "declared-use": () => factsBeside([]),
  "key-policy-names-service": () =>
    factsBeside([], { key: withPolicy({ Effect: "Deny", Principal: { AWS: ROLE }, Action: "kms:*", Resource: "*" }) }),
};

const UNKNOWN: Readonly<Record<string, () => Facts>> = {
  "declared-use": () => factsBeside([], { declared: declares("aws_kms_key.none") }),
};
