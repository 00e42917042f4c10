import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { TerraformVariable, Testing } from "cdktf";

import { GeospatialKmsKey, PersonalizeKmsKey } from "../../modules";
import { trust } from "./combinations";
import { byKey, checkAsConsumer } from "./ring";
import { ACCOUNT, newStack } from "./synthesize";
import { describeWithTerraform, openWorkshop } from "./terraform";

describeWithTerraform("a stack that is synthesized to HCL", () => {
  test("is valid, plans what it plans as JSON, and passes", async () => {
    const stack = newStack();
    const account = new TerraformVariable(stack, "account", { type: "string", default: ACCOUNT });
    const accountId = account.stringValue;
    const key = new PersonalizeKmsKey(stack, "personalize", {
      accountId,
      role: { create: { name: "personalize" } },
      operations: ["dataset-group", "dataset-export-job"],
      alias: "alias/personalize",
    });
    key.grantUse(new IamRole(stack, "second", { name: "second", assumeRolePolicy: trust("personalize") }), {
      operations: ["dataset-import-job"],
    });
    new GeospatialKmsKey(stack, "imagery", {
      accountId,
      role: { name: "geospatial" },
      administrators: [`arn:aws:iam::${ACCOUNT}:role/security`],
    });
    const [asHcl, asJson] = [
      openWorkshop({ "main.tf": String(Testing.synthHcl(stack)) }),
      openWorkshop({ "cdk.tf.json": Testing.synth(stack) }),
    ];
    try {
      expect(asHcl.run("validate", "-no-color")).toContain("The configuration is valid");
      const changes = [asHcl, asJson].map(
        (each) => (JSON.parse(each.plan()) as { resource_changes: unknown }).resource_changes,
      );
      expect(changes[0]).toEqual(changes[1]);
      for (const each of [asHcl, asJson]) {
        const judged = byKey(await checkAsConsumer(each));
        expect([...judged.values()].map((found) => [found.key.verdict, found.findings])).toEqual([
          ["pass", []],
          ["pass", []],
        ]);
      }
    } finally {
      asHcl.remove();
      asJson.remove();
    }
  });
});
