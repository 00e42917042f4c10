/** What the data source `aws_iam_policy_document` makes of its arguments. */
export { type PolicyDocumentOptions, policyDocument } from "./policy-document";
