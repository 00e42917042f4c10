import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { run } from "../../src/cli/run";
import type { Json, JsonObject } from "../../src/plan";
import type { Report } from "../../src/report/report";
import { ACCOUNT, factsOf, newKey, policy, serviceRole, type Given } from "./plan";

const PLAN = join(__dirname, "../fixtures/hidden-attributes/plan.json");
const plan = JSON.parse(readFileSync(PLAN, "utf8")) as JsonObject;

/** The exit code and the report of the plan, of whose resources only some are there. */
async function checked(only: readonly string[]): Promise<{ readonly code: number; readonly report: Report }> {
  const folder = mkdtempSync(join(tmpdir(), "kmsgate-"));
  try {
    const changes = plan.resource_changes as readonly Json[];
    const kept = changes.filter((each) => only.includes((each as { address: string }).address));
    expect(kept).toHaveLength(only.length);
    const path = join(folder, "plan.json");
    writeFileSync(path, JSON.stringify({ ...plan, resource_changes: kept }));
    let out = "";
    const code = await run(["check", path, "--format", "json"], {
      cwd: folder,
      env: {},
      out: (text) => void (out += text),
      err: () => undefined,
      layout: { colour: false, width: 100 },
    });
    return { code, report: JSON.parse(out) as Report };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe("of a real plan, what is wholly unknown", () => {
  test.each<[string, readonly string[], string]>([
    ["a definition that refers to a key", ["aws_sfn_state_machine.definition", "aws_kms_key.definition"], "definition"],
    ["a template that refers to a key", ["aws_cloudformation_stack.yaml", "aws_kms_key.yaml"], "template_body"],
    ["a command that refers to a key", ["terraform_data.command", "aws_kms_key.command"], "provisioner.local-exec"],
    [
      "a command that takes it from the resource's own input",
      ["terraform_data.self", "aws_kms_key.self"],
      "provisioner.local-exec",
    ],
    [
      "an environment with a key and a service's role",
      ["aws_lambda_function.environment", "aws_kms_key.environment", "aws_iam_role.personalize"],
      "environment",
    ],
  ])("%s makes the key undecided", async (_, only, attribute) => {
    const { code, report } = await checked(only);
    const [place = "", key = "", ...roles] = only;
    const refers = [...roles, key].join(" and ");
    const because = `${place}.${attribute} is not known, and refers to ${refers}, so that it may let a service use ${key}`;
    expect(report.unlinked.filter(({ kind }) => kind === "key")).toEqual([{ kind: "key", address: key, because }]);
    expect({ code, keys: report.keys.map(({ id, verdict }) => [id, verdict]) }).toEqual({
      code: 3,
      keys: [[key, "undecided"]],
    });
  });

  test("a command that refers to a service's role, and to no key of the plan, stands among the keys itself", async () => {
    const { code, report } = await checked(["terraform_data.command", "aws_iam_role.personalize"]);
    expect({ code, keys: report.keys.map(({ id, verdict }) => [id, verdict]) }).toEqual({
      code: 3,
      keys: [["terraform_data.command", "undecided"]],
    });
    expect(report.findings.map(({ message }) => message)).toEqual([
      "terraform_data.command may let Amazon Personalize start an operation with a key that cannot be told. " +
        "terraform_data.command.provisioner.local-exec is not known, and refers to aws_iam_role.personalize. " +
        "To have it judged, declare the use with its key in kmsgate.yaml.",
    ]);
  });

  test.each<[string, readonly string[]]>([
    ["a definition that refers to no key or role of the plan", ["aws_sfn_state_machine.definition"]],
    ["an environment with a key alone", ["aws_lambda_function.environment", "aws_kms_key.environment"]],
    ["a command with neither", ["terraform_data.self"]],
  ])("%s shows nothing", async (_, only) => {
    const { code, report } = await checked(only);
    expect({ code, unlinked: report.unlinked }).toEqual({ code: 0, unlinked: [] });
  });
});

const refersTo = (...names: readonly string[]): JsonObject => ({
  references: names.flatMap((name) => [`${name}.arn`, name]),
});
const machine = (...names: readonly string[]): Given => ({
  address: "aws_sfn_state_machine.m",
  unknown: { definition: true },
  expressions: { definition: refersTo(...names) },
});
/** A policy of the role `p` that names the key. */
const attached = (key: string): Given => ({
  address: "aws_iam_role_policy.p",
  after: { name: "p", role: "p" },
  unknown: { policy: true },
  expressions: { policy: refersTo(key) },
});
const listed = (given: readonly Given[]): readonly string[] =>
  factsOf(given)
    .unlinked.filter(({ because }) => /is not known, and refers to/.test(because))
    .map(({ address, because }) => `${address}: ${/refers to (.*?)(, so|$)/.exec(because)?.[1] ?? ""}`);

describe("what is known otherwise", () => {
  const [k, other, p] = [newKey("k"), newKey("other"), serviceRole("p")];

  test.each<[string, readonly Given[], readonly string[]]>([
    [
      "a key and a role that are seen together are left out",
      [k, p, attached("aws_kms_key.k"), machine("aws_kms_key.k", "aws_iam_role.p")],
      [],
    ],
    [
      "another key is not",
      [k, other, p, attached("aws_kms_key.k"), machine("aws_kms_key.other", "aws_iam_role.p")],
      ["aws_kms_key.other: aws_iam_role.p and aws_kms_key.other"],
    ],
    ["a used key by itself is left out", [k, p, attached("aws_kms_key.k"), machine("aws_kms_key.k")], []],
    [
      "a used role by itself is not: which key it is given cannot be told",
      [k, p, attached("aws_kms_key.k"), machine("aws_iam_role.p")],
      ["aws_sfn_state_machine.m: aws_iam_role.p"],
    ],
    [
      "a role of another service is left out",
      [serviceRole("p", "lambda.amazonaws.com"), machine("aws_iam_role.p")],
      [],
    ],
    [
      "the key of a bucket is the bucket's",
      [
        k,
        p,
        attached("aws_kms_key.k"),
        { address: "aws_s3_bucket.b", after: { bucket: "b" }, unknown: { arn: true, id: true } },
        {
          address: "aws_s3_bucket_server_side_encryption_configuration.b",
          after: {
            bucket: "b",
            rule: [{ apply_server_side_encryption_by_default: [{ sse_algorithm: "aws:kms" }] }],
          },
          unknown: { rule: [{ apply_server_side_encryption_by_default: [{ kms_master_key_id: true }] }] },
          expressions: {
            rule: [{ apply_server_side_encryption_by_default: [{ kms_master_key_id: refersTo("aws_kms_key.k") }] }],
          },
        },
        machine("aws_s3_bucket.b", "aws_iam_role.p"),
      ],
      [],
    ],
  ])("%s", (_, given, expected) => {
    expect(listed(given)).toEqual(expected);
  });

  test("every instance counts where a reference does not say which", () => {
    const keys = ["a", "b"].map((name): Given => ({ ...newKey("k"), address: `aws_kms_key.k["${name}"]` }));
    expect(listed([...keys, machine("aws_kms_key.k")])).toEqual([
      'aws_kms_key.k["a"]: aws_kms_key.k["a"] and aws_kms_key.k["b"]',
      'aws_kms_key.k["b"]: aws_kms_key.k["a"] and aws_kms_key.k["b"]',
    ]);
    expect(listed([...keys, machine('aws_kms_key.k["c"]')])).toEqual([]);
  });
});

describe("what a resource makes", () => {
  const desired = (type: JsonObject): Given => ({
    address: "aws_cloudcontrolapi_resource.c",
    after: type,
    unknown: { desired_state: true, ...("type_name" in type ? {} : { type_name: true }) },
    expressions: { desired_state: refersTo("aws_kms_key.k"), type_name: { references: ["local.type"] } },
  });
  const schedule = (target: JsonObject): Given => ({
    address: "aws_scheduler_schedule.s",
    after: { target: [target] },
    unknown: { target: [{ input: true, ...("arn" in target ? {} : { arn: true }) }] },
    expressions: { target: [{ input: refersTo("aws_kms_key.k"), arn: { references: ["local.arn"] } }] },
  });

  test.each<[string, Given, readonly string[]]>([
    ["a type of another service", desired({ type_name: "AWS::Logs::LogGroup" }), []],
    ["a type that is not known", desired({}), ["aws_kms_key.k: aws_kms_key.k"]],
    ["a target of another service", schedule({ arn: `arn:aws:sqs:eu-west-1:${ACCOUNT}:q` }), []],
    ["a target that is not known", schedule({}), ["aws_kms_key.k: aws_kms_key.k"]],
  ])("%s", (_, given, expected) => {
    expect(listed([newKey("k"), given])).toEqual(expected);
  });

  test("what is taken away calls nothing", () => {
    const gone: Given = { address: "aws_sfn_state_machine.m", actions: ["delete"], before: { definition: "{}" } };
    expect(listed([newKey("k"), gone])).toEqual([]);
  });
});

describe("a role of which nobody knows whom it trusts", () => {
  const role = (more: JsonObject = {}): Given => ({
    address: "aws_iam_role.r",
    after: { name: "r", ...more },
    unknown: { arn: true, ...("assume_role_policy" in more ? {} : { assume_role_policy: true }) },
    expressions: { assume_role_policy: { references: ["local.trust"] } },
  });
  const byReference: Given = {
    ...newKey("k"),
    unknown: { arn: true, key_id: true, policy: true },
    expressions: { policy: refersTo("aws_iam_role.r") },
  };
  const allowing = (Action: string): Given => {
    const Principal = { AWS: `arn:aws:iam::${ACCOUNT}:role/r` };
    return newKey("k", { policy: policy({ Effect: "Allow", Principal, Action, Resource: "*" }) });
  };
  const trust = policy({ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" });

  test.each<[string, readonly Given[], string]>([
    ["the key's policy refers to it", [role(), byReference], "the policy of aws_kms_key.k is not known, and refers to"],
    ["the key's policy lets it use the key", [role(), allowing("kms:Decrypt")], "lets aws_iam_role.r use the key"],
    [
      "its own policy names the key",
      [role(), newKey("k"), { ...attached("aws_kms_key.k"), after: { name: "p", role: "r" } }],
      "whom aws_iam_role.r trusts is not known",
    ],
  ])("makes the key undecided where %s", (_, given, because) => {
    const { unlinked, uses } = factsOf(given);
    expect(uses).toEqual([]);
    expect(unlinked).toMatchObject([
      { kind: "key", address: "aws_kms_key.k", because: expect.stringContaining(because) as unknown },
    ]);
  });

  test.each<[string, readonly Given[]]>([
    ["trusts somebody else", [role({ assume_role_policy: trust }), allowing("kms:Decrypt")]],
    ["may only look at the key", [role(), allowing("kms:DescribeKey")]],
    ["is named by no key", [role()]],
    ["is not what the key's policy names", [role(), newKey("k", { policy: policy() })]],
  ])("makes none where it %s", (_, given) => {
    expect(factsOf(given).unlinked).toEqual([]);
  });
});
