import { readFileSync } from "node:fs";
import { join } from "node:path";

import { plannedPolicies } from "../../src/pipeline/policies-of-plan";
import type { Report } from "../../src/report/report";
import { synthesizedStack } from "./cdktf-stack";
import { report } from "./scenario-report";

const FIXTURES = join(__dirname, "../fixtures/cdktf");
const STACK = join(FIXTURES, "stack");

/** What is found, and where; addresses without what the CDK appends to names. */
function told({ findings }: Report): unknown {
  return findings.map(({ rule, verdict, actions, locations }) => ({
    rule,
    verdict,
    actions,
    locations: locations.map(({ address, construct, file }) => [
      address.replace(/_[0-9A-F]{8}$/, ""),
      construct ?? null,
      file ?? null,
    ]),
  }));
}

const places = (synthesized: boolean): unknown => [
  [
    "aws_kms_key.store_encoded",
    synthesized ? "recommendations/store/encoded" : null,
    synthesized ? "cdk.tf.json" : null,
  ],
  [
    "aws_iam_role_policy.store_use",
    synthesized ? "recommendations/store/use" : null,
    synthesized ? "cdk.tf.json" : null,
  ],
];

const expected = (synthesized: boolean): unknown =>
  ["key-policy-grants-role", "key-policy-grants-service"].map((rule) => ({
    rule,
    verdict: "violated",
    actions: ["kms:CreateGrant"],
    locations: places(synthesized),
  }));

describe("a stack of the CDK for Terraform whose policies are known after apply", () => {
  test("is stored as it is synthesized", () => {
    expect(JSON.parse(readFileSync(join(STACK, "cdk.tf.json"), "utf8"))).toEqual(JSON.parse(synthesizedStack()));
  });

  test("is decided from its saved plan, and findings name the construct", async () => {
    const found = await report(join(STACK, "plan.bin"));
    expect(found.plans[0]).toMatchObject({ reader: "direct", source: "plan" });
    expect(told(found)).toEqual(expected(true));
    expect(found.keys.map(({ policy }) => policy.origin)).toEqual(["policy-document", "source"]);
  });

  test("is decided the same from plan JSON, with its cdk.tf.json and without", async () => {
    const plan = join(STACK, "plan.json");
    expect(told(await report(plan, STACK))).toEqual(expected(true));
    expect(told(await report(plan))).toEqual(expected(false));
  });
});

test("a block in JSON that calls a provider's function is believed, and that nobody else read it is said", async () => {
  const folder = join(FIXTURES, "provider-function");
  const note = "cdk.tf.json:7 was read without a second opinion, since it calls provider::aws::arn_build";
  for (const path of ["plan.bin", "plan.json"]) {
    const [policy] = await plannedPolicies({
      path: join(folder, path),
      addresses: ["aws_kms_key.k"],
      ...(path === "plan.json" && { source: folder }),
    });
    expect(policy).toMatchObject({
      origin: "source",
      because: note,
      holes: expect.arrayContaining(["aws_iam_role.r.name"]) as unknown,
    });
  }
});
