// The same as ../cdktf-personalize, for CDK Terrain.
const { AwsProvider } = require("@cdktn/provider-aws/lib/provider");
const { App, TerraformOutput, TerraformStack } = require("cdktn");
const { PersonalizeKmsKey } = require("kmsgate/modules/cdktn");

const accountId = "111122223333";

const app = new App();
const stack = new TerraformStack(app, "personalize");
new AwsProvider(stack, "aws", { region: "eu-west-1", allowedAccountIds: [accountId] });

const recommendations = new PersonalizeKmsKey(stack, "recommendations", {
  accountId,
  role: { create: { name: "personalize", path: "/ml/" } },
  operations: ["dataset-group", "dataset-import-job", "dataset-export-job", "batch-inference-job"],
  restrictServiceToAccount: true,
  alias: "alias/recommendations",
  tags: { team: "recommendations" },
});

new TerraformOutput(stack, "key-arn", { value: recommendations.keyArn });
new TerraformOutput(stack, "role-arn", { value: recommendations.roleArn });

app.synth();
