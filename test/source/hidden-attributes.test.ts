import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { Json, JsonObject } from "../../src/plan";
import type { Report } from "../../src/report/report";
import { report } from "./scenario-report";

const FOLDER = join(__dirname, "../fixtures/hidden-attributes");
const PLAN = join(FOLDER, "plan.json");

interface Change {
  readonly address: string;
  readonly change: { readonly after_unknown: JsonObject };
}
const plan = JSON.parse(readFileSync(PLAN, "utf8")) as JsonObject;
const changes = plan.resource_changes as unknown as readonly Change[];

/** The uses of a key, each in one line. */
function usesOf({ keys }: Report, name: string): readonly string[] {
  const key = keys.find(({ id }) => id === `aws_kms_key.${name}`);
  return (key?.uses ?? []).map(({ service, operations, role, confidence, evidence }) =>
    [
      `${service} ${operations?.join() ?? "?"} ${role?.address ?? "?"} ${confidence}`,
      ...evidence.map(({ address, attribute }) => `${address} ${attribute}`),
    ].join(", "),
  );
}

const group = "personalize dataset-group aws_iam_role.personalize certain";
const bucket = (key: string): readonly string[] =>
  ["attached", "personalize"].map(
    (role) => `personalize ? aws_iam_role.${role} inferred, aws_s3_bucket_policy.data["${key}"] policy`,
  );

/** By key: what uses it, and the attributes of the plan (path in `after_unknown`) that hide it. */
const HIDDEN: Readonly<Record<string, { uses: readonly string[]; by: readonly string[] }>> = {
  definition: {
    uses: [`${group}, aws_sfn_state_machine.definition definition`],
    by: ["aws_sfn_state_machine.definition definition"],
  },
  template: {
    uses: [`${group}, aws_cloudformation_stack.template template_body`],
    by: ["aws_cloudformation_stack.template template_body"],
  },
  yaml: {
    uses: [`${group}, aws_cloudformation_stack.yaml template_body`],
    by: ["aws_cloudformation_stack.yaml template_body"],
  },
  parameters: {
    uses: [`${group}, aws_cloudformation_stack.parameters template_body`],
    by: ["aws_cloudformation_stack.parameters parameters"],
  },
  environment: {
    uses: ["personalize ? aws_iam_role.personalize inferred, aws_lambda_function.environment environment"],
    by: ["aws_lambda_function.environment environment.0.variables"],
  },
  desired_state: {
    uses: [`${group}, aws_cloudcontrolapi_resource.desired_state desired_state`],
    by: ["aws_cloudcontrolapi_resource.desired_state desired_state"],
  },
  input: {
    uses: [`${group}, aws_scheduler_schedule.input target`],
    by: ["aws_scheduler_schedule.input target.0.input"],
  },
  command: { uses: [`${group}, terraform_data.command provisioner.local-exec`], by: [] },
  self: {
    uses: [`${group}, terraform_data.self provisioner.local-exec`],
    by: ["terraform_data.self input.key", "terraform_data.self input.role"],
  },
  'bucket["arn"]': {
    uses: bucket("arn"),
    by: [
      'aws_s3_bucket_policy.data["arn"] policy',
      'aws_s3_bucket_server_side_encryption_configuration.data["arn"] rule.0.apply_server_side_encryption_by_default.0.kms_master_key_id',
    ],
  },
  'bucket["id"]': { uses: bucket("id"), by: ['aws_s3_bucket_policy.data["id"] policy'] },
  'bucket["alias"]': {
    uses: bucket("alias"),
    by: ['aws_s3_bucket_policy.data["alias"] policy', "aws_kms_alias.bucket target_key_id"],
  },
  attached: {
    uses: [
      "personalize ? aws_iam_role.attached certain, aws_iam_policy.attached policy, aws_iam_role_policy.attached policy, aws_kms_key_policy.attached policy",
    ],
    by: [
      "aws_iam_policy.attached policy",
      "aws_iam_role_policy.attached policy",
      "aws_iam_role_policy.attached role",
      "aws_iam_role_policy_attachment.attached policy_arn",
      "aws_iam_role_policy_attachment.attached role",
      "aws_kms_key_policy.attached key_id",
      "aws_kms_key_policy.attached policy",
    ],
  },
  granted: {
    uses: [
      "sagemaker-geospatial earth-observation-job aws_iam_role.granted certain, terraform_data.granted provisioner.local-exec",
    ],
    by: ["aws_kms_grant.granted key_id", "aws_kms_grant.granted grantee_principal"],
  },
  trust: {
    uses: ["sagemaker-geospatial ? aws_iam_role.trust certain, aws_kms_key.trust policy"],
    by: ["aws_iam_role.trust assume_role_policy", "aws_kms_key.trust policy"],
  },
  principals: {
    uses: ["sagemaker-geospatial ? aws_iam_role.granted certain, aws_kms_key.principals policy"],
    by: ["terraform_data.principals input.1", "aws_kms_key.principals policy"],
  },
};

test.each(Object.entries(HIDDEN))("the plan hides what tells of %s", (_, { by }) => {
  const unknown = by.map((each) => {
    const [address, path = ""] = each.split(/ (?=[^ ]+$)/);
    const start: Json | undefined = changes.find((change) => change.address === address)?.change.after_unknown;
    return path.split(".").reduce<Json | undefined>((at, step) => (at as JsonObject | undefined)?.[step], start);
  });
  expect(unknown).toEqual(by.map(() => true));
});

describe.each([
  ["the saved plan", join(FOLDER, "plan.bin"), undefined],
  ["plan JSON with --source", PLAN, FOLDER],
])("%s", (_, path, source) => {
  let found: Report;
  beforeAll(async () => {
    found = await report(path, source);
  });

  test.each(Object.entries(HIDDEN))("shows the use of %s", (name, { uses }) => {
    expect(usesOf(found, name)).toEqual(uses);
  });

  test("shows no other, and leaves nothing undecided or unlinked", () => {
    expect(found.keys.map(({ id }) => id.replace("aws_kms_key.", "")).sort()).toEqual(Object.keys(HIDDEN).sort());
    expect(found.keys.filter(({ verdict }) => verdict === "undecided")).toEqual([]);
    expect(found.unlinked).toEqual([]);
  });

  test("attaches the policies to the role, the key policy to the key, and the grant to both", () => {
    const rows = (name: string): readonly string[] =>
      (found.keys.find(({ id }) => id === `aws_kms_key.${name}`)?.access ?? [])
        .filter(({ grantee }) => grantee.kind === "role")
        .map(({ layer, action, documented, effective }) => `${layer} ${action} ${documented} ${effective}`);
    const yes = (layer: string, ...actions: readonly string[]): readonly string[] =>
      actions.map((action) => `${layer} kms:${action} yes allowed`);
    expect(rows("attached")).toEqual([
      ...yes("key-policy", "CreateGrant", "Decrypt", "DescribeKey", "GenerateDataKey", "ListGrants"),
      ...yes("role-policy", "Decrypt", "DescribeKey", "GenerateDataKey", "ListGrants"),
    ]);
    expect(rows("granted").filter((row) => row.endsWith("allowed"))).toEqual([
      "key-policy kms:Decrypt no allowed",
      "key-policy kms:GenerateDataKey no allowed",
    ]);
  });
});

describe("plan JSON alone", () => {
  let found: Report;
  beforeAll(async () => {
    found = await report(PLAN);
  });

  test("claims no use of a key but what references tell of a role's policy", () => {
    const uses = Object.keys(HIDDEN).flatMap((name) => usesOf(found, name));
    expect(uses).toEqual([
      "personalize ? aws_iam_role.attached inferred, aws_iam_policy.attached policy, aws_iam_role_policy.attached policy",
    ]);
    expect(found.findings.filter(({ verdict }) => verdict === "violated")).toEqual([]);
  });

  test.each([
    ["aws_cloudcontrolapi_resource.desired_state", "desired_state"],
    ["aws_cloudformation_stack.parameters", "parameters"],
    ["aws_cloudformation_stack.template", "template"],
    ["aws_cloudformation_stack.yaml", "yaml"],
    ["aws_iam_role.trust", "trust"],
    ["aws_lambda_function.environment", "environment"],
    ["aws_scheduler_schedule.input", "input"],
    ["aws_sfn_state_machine.definition", "definition"],
    ["terraform_data.command", "command"],
    ["terraform_data.granted", "granted"],
    ["terraform_data.self", "self"],
  ])("does not pass over %s, where a call may stand, nor the key that it refers to", (place, key) => {
    const told = found.unlinked.filter(({ address, because }) => address === place || because.includes(place));
    expect(told).not.toEqual([]);
    expect(found.keys).toContainEqual(expect.objectContaining({ id: `aws_kms_key.${key}`, verdict: "undecided" }));
  });
});

test("a command whose source is not the plan's is not believed", async () => {
  const folder = mkdtempSync(join(tmpdir(), "kmsgate-"));
  try {
    cpSync(join(FOLDER, "main.tf"), join(folder, "main.tf"));
    const text = readFileSync(join(folder, "main.tf"), "utf8");
    const other = text.replace("--kms-key-arn ${aws_kms_key.command.arn}", "--kms-key-arn ${aws_kms_key.self.arn}");
    expect(other).not.toBe(text);
    writeFileSync(join(folder, "main.tf"), other);
    const found = await report(PLAN, folder);
    expect(usesOf(found, "command")).toEqual([]);
    expect(usesOf(found, "self")).toEqual([`${group}, terraform_data.self provisioner.local-exec`]);
    expect(found.unlinked.map(({ address }) => address)).toEqual(["aws_kms_key.command"]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
