import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { DataAwsIamPolicyDocument } from "@cdktf/provider-aws/lib/data-aws-iam-policy-document";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, Fn, LocalBackend, TerraformStack } from "cdktf";
import { Construct } from "constructs";

const trust = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "personalize.amazonaws.com" } }],
};
const ALL = ["kms:Decrypt", "kms:GenerateDataKey", "kms:DescribeKey", "kms:ListGrants"];

/** What the CDK for Terraform writes for {@link fill}: the text of `cdk.tf.json`. */
export function synthesizedStack(): string {
  const outdir = mkdtempSync(join(tmpdir(), "kmsgate-cdktf-"));
  try {
    const app = new App({ outdir, skipValidation: true });
    const stack = new TerraformStack(app, "recommendations");
    new AwsProvider(stack, "aws", {
      region: "eu-west-1",
      accessKey: "mock",
      secretKey: "mock",
      skipCredentialsValidation: true,
      skipRequestingAccountId: true,
      skipMetadataApiCheck: "true",
    });
    // Else it is the folder in which this runs.
    new LocalBackend(stack, { path: "terraform.tfstate" });
    fill(stack);
    app.synth();
    return readFileSync(join(outdir, "stacks/recommendations/cdk.tf.json"), "utf8");
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/**
 * A stack whose policies all name what the stack itself creates, so that Terraform calls them "known after apply": one key's
 * policy is encoded, the other's is a document. The first lacks kms:CreateGrant.
 */
function fill(stack: TerraformStack): void {
  const store = new Construct(stack, "store");
  const role = new IamRole(store, "service", { name: "personalize", assumeRolePolicy: JSON.stringify(trust) });
  const encoded = new KmsKey(store, "encoded", {
    policy: Fn.jsonencode({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Action: ALL,
          Resource: "*",
          Principal: { AWS: role.arn, Service: "personalize.amazonaws.com" },
        },
      ],
    }),
  });
  const document = new DataAwsIamPolicyDocument(store, "document", {
    statement: [
      {
        actions: [...ALL, "kms:CreateGrant"],
        resources: ["*"],
        principals: [
          { type: "AWS", identifiers: [role.arn] },
          { type: "Service", identifiers: ["personalize.amazonaws.com"] },
        ],
      },
    ],
  });
  const documented = new KmsKey(store, "documented", { policy: document.json });
  new IamRolePolicy(store, "use", {
    name: "use",
    role: role.name,
    policy: Fn.jsonencode({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: ALL, Resource: [encoded.arn, documented.arn] }],
    }),
  });
}
