import type { Service } from "../service";

const page = {
  title: "AWS Lambda Developer Guide, Securing Lambda environment variables",
  url: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars-encryption.html",
  read: "2026-12-01",
} as const;

/** AWS Lambda: the environment variables of a function, encrypted with a key by whoever configures it. */
export const lambdaEnvironment: Service = {
  id: "lambda-environment",
  title: "AWS Lambda (environment variables)",
  // Lambda uses a grant that the caller's permissions make
  principals: [],
  callsByItself: false,
  signals: [{ type: "aws_lambda_function", use: "environment", key: ["kms_key_arn"] }],
  takes: {
    specs: ["SYMMETRIC_DEFAULT"],
    usages: ["ENCRYPT_DECRYPT"],
    source: {
      ...page,
      says: "kms:CreateGrant, kms:Encrypt – To configure a customer managed key on a function.",
    },
  },
  operations: [],
  requirements: [
    {
      id: "lambda-environment.either.caller",
      layer: "either",
      grantee: "caller",
      neededBy: ["environment"],
      actions: ["kms:CreateGrant", "kms:Encrypt"],
      listed: ["kms:CreateGrant", "kms:Encrypt", "kms:Decrypt"],
      when: "always",
      failure: { how: "loud", says: "the function is not created", label: "inf" },
      source: {
        ...page,
        says: "To use a customer managed key, you need permission to use the key. Lambda uses your permissions to create a grant on the key.",
      },
      also: [
        // for functions that decrypt on their own
        {
          ...page,
          says: "If you're enabling client-side encryption for security in transit, your function needs permission to call the kms:Decrypt API operation.",
        },
      ],
    },
  ],
  exemptions: [],
  notes: {},
};
