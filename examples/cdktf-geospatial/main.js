// A key for earth observation jobs that security administers, used with a role of this app and with one that exists.
const { IamRole } = require("@cdktf/provider-aws/lib/iam-role");
const { AwsProvider } = require("@cdktf/provider-aws/lib/provider");
const { App, TerraformOutput, TerraformStack } = require("cdktf");
const { GeospatialKmsKey } = require("kmsgate/modules");

const accountId = "111122223333";

const app = new App();
const stack = new TerraformStack(app, "geospatial");
new AwsProvider(stack, "aws", { region: "us-west-2", allowedAccountIds: [accountId] });

const execution = new IamRole(stack, "execution", {
  name: "geospatial-execution",
  assumeRolePolicy: JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "sagemaker-geospatial.amazonaws.com" },
        Action: "sts:AssumeRole",
      },
    ],
  }),
});

const imagery = new GeospatialKmsKey(stack, "imagery", {
  accountId,
  role: execution,
  administrators: [`arn:aws:iam::${accountId}:role/security`],
  alias: "alias/imagery",
});
imagery.grantUse({ name: "geospatial-notebooks", path: "/research/" });

new TerraformOutput(stack, "key-arn", { value: imagery.keyArn });

app.synth();
