import { IamRole } from "@cdktf/provider-aws/lib/iam-role";

import { GeospatialKmsKey, PersonalizeKmsKey } from "../../modules";
import { ACCOUNT, synthesize } from "./synthesize";

const keyArn = `arn:aws:kms:us-west-2:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;

// Terraform destroys and makes anew what changes its address: a key with all that it encrypts. These are final.
test("the addresses of all resources are what they have always been", () => {
  const { resource } = synthesize((stack) => {
    const operations = ["dataset-group"] as const;
    const made = new PersonalizeKmsKey(stack, "p", {
      accountId: ACCOUNT,
      role: { create: { name: "made" } },
      operations,
      alias: "alias/p",
    });
    made.grantUse({ name: "by-name" });
    made.grantUse(new IamRole(stack, "given", { name: "of-stack", assumeRolePolicy: "{}" }));
    made.grantUse(new IamRole(stack, "unnamed", { assumeRolePolicy: "{}" }));
    const role = { name: "r" };
    new PersonalizeKmsKey(stack, "e", {
      accountId: ACCOUNT,
      role,
      operations,
      existingKey: { keyArn, replacePolicy: true },
      alias: "alias/e",
    });
    new GeospatialKmsKey(stack, "g", { accountId: ACCOUNT, role, alwaysRolePolicy: true, alias: "alias/g" }).grantUse({
      arn: `arn:aws:iam::${ACCOUNT}:role/path/by-arn`,
    });
  });
  const addresses = Object.entries(resource).flatMap(([type, named]) =>
    Object.keys(named).map((name) => `${type}.${name}`),
  );
  expect(addresses.sort()).toMatchInlineSnapshot(`
    [
      "aws_iam_policy.e_role-policy_DC6A812E",
      "aws_iam_policy.g_role-policy_7D06A07C",
      "aws_iam_policy.g_use-by-by-arn_role-policy_1FAE0637",
      "aws_iam_policy.p_role-policy_49C34809",
      "aws_iam_policy.p_use-by-by-name_role-policy_B02C67CA",
      "aws_iam_policy.p_use-by-of-stack_role-policy_E9338C97",
      "aws_iam_policy.p_use-by-unnamed_role-policy_E94B183D",
      "aws_iam_role.given",
      "aws_iam_role.p_role_8EA56506",
      "aws_iam_role.unnamed",
      "aws_iam_role_policy_attachment.e_role-policy-attachment_0E3EEC3E",
      "aws_iam_role_policy_attachment.g_role-policy-attachment_99B97406",
      "aws_iam_role_policy_attachment.g_use-by-by-arn_role-policy-attachment_DA584810",
      "aws_iam_role_policy_attachment.p_role-policy-attachment_101245A8",
      "aws_iam_role_policy_attachment.p_use-by-by-name_role-policy-attachment_500EF32C",
      "aws_iam_role_policy_attachment.p_use-by-of-stack_role-policy-attachment_3523B273",
      "aws_iam_role_policy_attachment.p_use-by-unnamed_role-policy-attachment_7945589E",
      "aws_kms_alias.e_alias_6BBBAC73",
      "aws_kms_alias.g_alias_D6EECF7C",
      "aws_kms_alias.p_alias_7FBB80C2",
      "aws_kms_key.g_key_709E8241",
      "aws_kms_key.p_key_310EEDA1",
      "aws_kms_key_policy.e_key-policy_CB58DC36",
      "terraform_data.e_kmsgate-use_84CCC6A9",
      "terraform_data.g_kmsgate-use_F26F1DCC",
      "terraform_data.p_kmsgate-use_DCC1DBBB",
    ]
  `);
});
