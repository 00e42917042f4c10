// A key for a dataset group of Amazon Personalize and for its buckets, with the role that Personalize assumes.
const { AwsProvider } = require("@cdktf/provider-aws/lib/provider");
const { App, TerraformOutput, TerraformStack } = require("cdktf");
const { PersonalizeKmsKey } = require("kmsgate/modules");

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
