import type { Facts } from "../../src/facts/facts";
import { gatherFacts } from "../../src/facts/gather-facts";
import { planFromJson } from "../../src/plan";
import { resolve } from "../../src/resolve/resolve";
import { Hole, JsonText, Text, type Value } from "../../src/values/value";
import { ACCOUNT, factsOf, planDocument, policy, serviceRole, type Given } from "./plan";

const keyArn = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const roleArn = `arn:aws:iam::${ACCOUNT}:role/p`;

/** What is seen: the keys used with operations, the operations whose key cannot be told, and what is unlinked. */
function seen({ uses, runtimeKeys, unlinked }: Facts): readonly string[] {
  return [
    ...uses.map(({ key, operations, role }) => `${key.id} ${operations?.join() ?? "?"} ${role?.id ?? "?"}`),
    ...runtimeKeys.map(({ operation, because }) => `${operation}: ${because}`),
    ...unlinked.filter(({ kind }) => kind === "role").map(({ address }) => `unlinked ${address}`),
  ];
}

/** The facts of a plan in which an attribute has a value that only source tells. */
function factsWith(given: readonly Given[], address: string, attribute: string, value: Value): Facts {
  const plan = planFromJson(planDocument(given), { path: "plan.json", sha256: "0" });
  const infrastructure = resolve(plan);
  const resource = infrastructure.at(address);
  if (resource === undefined) throw new Error(`no ${address}`);
  const read = resource.attribute.bind(resource);
  Object.assign(resource, { attribute: (name: string) => (name === attribute ? value : read(name)) });
  return gatherFacts(infrastructure);
}

const key = new Text(["arn:aws:kms:eu-west-1:", new Hole("account"), ":key/k"]);
const KEY = "arn:aws:kms:eu-west-1:${account}:key/k";

describe("step functions", () => {
  const machine: Given = { address: "aws_sfn_state_machine.m", after: {} };
  const task = (parameters: string): readonly string[] => [
    `{"States": {"A": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:personalize:createDatasetGroup", "Parameters": ${parameters}`,
    `}}}`,
  ];
  const facts = (definition: Value): readonly string[] =>
    seen(factsWith([machine], "aws_sfn_state_machine.m", "definition", definition));
  const [head = "", tail = ""] = task(`{"KmsKeyArn": "`);

  test("a hole inside a string", () => {
    expect(facts(new Text([head, ...key.parts, `"}`, tail]))).toEqual([`${KEY} dataset-group ?`]);
  });

  test("a hole that stands for a number, and JSON put in as it is", () => {
    const [start = ""] = task("");
    const parts = [start, new JsonText({ KmsKeyArn: key }), `, "TimeoutSeconds": `, new Hole("var.seconds"), tail];
    expect(facts(new Text(parts))).toEqual([`${KEY} dataset-group ?`]);
  });

  test("a definition that is no JSON is told by what it calls", () => {
    const text = new Text([head, new Hole("x"), `", nonsense`]);
    expect(facts(text)).toEqual([
      "dataset-group: aws_sfn_state_machine.m.definition cannot be taken apart before apply",
    ]);
  });
});

describe("cloudformation", () => {
  const yaml = (kmsKey: string): string =>
    `Parameters:\n  Key:\n    Type: String\n    Default: ${keyArn}\nResources:\n  Group:\n    Type: AWS::Personalize::DatasetGroup\n    Properties:\n      KmsKeyArn: ${kmsKey}\n`;
  const stack = (body: string, more: Partial<Given> = {}): Given => ({
    address: "aws_cloudformation_stack.s",
    ...more,
    after: { template_body: body, ...more.after },
  });

  test("YAML with holes", () => {
    const [head = "", tail = ""] = yaml("|").split("|");
    const body = new Text([head, ...key.parts, tail]);
    expect(seen(factsWith([stack("")], "aws_cloudformation_stack.s", "template_body", body))).toEqual([
      `${KEY} dataset-group ?`,
    ]);
  });

  test("a parameter's default stands where the stack gives none", () => {
    expect(seen(factsOf([stack(yaml("!Ref Key"))]))).toEqual([`${keyArn} dataset-group ?`]);
  });

  test("where the stack's parameters are not known, no default stands", () => {
    const given = stack(yaml("!Ref Key"), {
      unknown: { parameters: true },
      expressions: { parameters: { references: ["local.x"] } },
    });
    expect(seen(factsOf([given]))).toEqual(["dataset-group: KmsKeyArn is known after apply"]);
  });

  test("a template that cannot be read is told by its types", () => {
    const body = "Resources:\n  A: [\n    Type: AWS::Personalize::DatasetGroup\n";
    expect(seen(factsOf([stack(body)]))).toEqual([
      "dataset-group: aws_cloudformation_stack.s.template_body cannot be taken apart before apply",
    ]);
  });

  test("a key that is none is told", () => {
    expect(seen(factsOf([stack(yaml('"{{resolve:ssm:/kms/key}}"'))]))).toEqual([
      "dataset-group: KmsKeyArn is neither a key ARN nor a key id or alias",
    ]);
  });

  test("the key that AWS manages is no customer's", () => {
    expect(seen(factsOf([stack(yaml("alias/aws/s3"))]))).toEqual([]);
  });
});

describe("local-exec", () => {
  const facts = (command: string): readonly string[] =>
    seen(
      factsOf([
        {
          address: "terraform_data.x",
          provisioners: [{ type: "local-exec", expressions: { command: { constant_value: command } } }],
        },
      ]),
    );

  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    [
      "options of the CLI itself",
      `aws --region eu-west-1 --debug personalize --output json create-dataset-group --kms-key-arn ${keyArn}`,
      [`${keyArn} dataset-group ?`],
    ],
    [
      "a substitution",
      `ARN=$(aws personalize create-dataset-group --name x --kms-key-arn ${keyArn} --query arn)`,
      [`${keyArn} dataset-group ?`],
    ],
    [
      "a call that stands in a file",
      "aws personalize create-dataset-group --cli-input-json file://group.json",
      ["dataset-group: aws_x takes the call from a file"],
    ],
    ["another service with a bucket called personalize", `aws s3 cp personalize s3://b --sse-kms-key-id ${keyArn}`, []],
    [
      "another service with a name that is personalize",
      `aws s3api put-object --bucket personalize --ssekms-key-id ${keyArn}`,
      [],
    ],
  ];
  test.each(cases)("%s", (_, command, expected) => {
    expect(facts(command)).toEqual(
      expected.map((each) => each.replace("aws_x", "terraform_data.x.provisioner.local-exec")),
    );
  });
});

describe("roles that data sources have read", () => {
  const data: Given = {
    address: "data.aws_iam_role.p",
    before: { ...serviceRole("p").after, arn: roleArn },
  };
  const attached: Given = {
    address: "aws_iam_role_policy.a",
    after: { role: "p", name: "a", policy: policy({ Effect: "Allow", Action: "kms:Decrypt", Resource: keyArn }) },
  };

  test("use the keys that policies of the plan name", () => {
    expect(seen(factsOf([data, attached]))).toEqual([`${keyArn} ? ${roleArn}`]);
  });

  test("are listed where no key is found", () => {
    expect(seen(factsOf([data]))).toEqual([`unlinked ${roleArn}`]);
  });

  test("that trust nobody known are not", () => {
    const trust = policy({
      Effect: "Allow",
      Principal: { Service: "pinpoint.amazonaws.com" },
      Action: "sts:AssumeRole",
    });
    expect(seen(factsOf([{ ...data, before: { ...data.before, assume_role_policy: trust } }, attached]))).toEqual([]);
  });
});

describe("an export that is seen", () => {
  const group: Given = {
    address: "awscc_personalize_dataset_group.g",
    after: { name: "g", kms_key_arn: keyArn, role_arn: roleArn },
  };
  const call = { JobName: "x", JobOutput: { S3DataDestination: { Path: "s3://elsewhere/x" } } };
  const exporting = (input: object): Given => ({
    address: "aws_scheduler_schedule.s",
    after: {
      target: [{ arn: "arn:aws:scheduler:::aws-sdk:personalize:createDatasetExportJob", input: JSON.stringify(input) }],
    },
  });
  const exportSeen = (...given: readonly Given[]): boolean | undefined => factsOf(given).uses[0]?.exportSeen;

  test("counts although it names no key", () => {
    expect(exportSeen(group, exporting(call))).toBe(true);
  });

  test("does not count where there is none", () => {
    expect(exportSeen(group)).toBe(false);
  });
});

describe("buckets", () => {
  const bucket: Given = { address: "aws_s3_bucket.b", after: { bucket: "acme" }, unknown: { arn: true, id: true } };
  const reading: Given = {
    address: "aws_iam_role_policy.a",
    after: {
      role: "p",
      name: "a",
      policy: policy({ Effect: "Allow", Action: "s3:PutObject", Resource: "arn:aws:s3:::acme/*" }),
    },
  };
  const encrypted: Given = {
    address: "aws_s3_bucket_server_side_encryption_configuration.b",
    after: { bucket: "acme", rule: [{ apply_server_side_encryption_by_default: [{ sse_algorithm: "aws:kms" }] }] },
    unknown: { rule: [{ apply_server_side_encryption_by_default: [{ kms_master_key_id: true }] }] },
    expressions: {
      rule: [
        { apply_server_side_encryption_by_default: [{ kms_master_key_id: { references: ["local.a", "local.b"] } }] },
      ],
    },
  };

  test("a key that is not known is a key", () => {
    expect(seen(factsOf([serviceRole("p"), bucket, encrypted, reading]))).toEqual([
      "aws_s3_bucket_server_side_encryption_configuration.b.rule[0].apply_server_side_encryption_by_default[0].kms_master_key_id ? aws_iam_role.p",
    ]);
  });
});
