/** The policies of keys and roles: which is in force, and how it was found. */
export { type Attachments, attachmentsOf } from "./attachments";
export type { GivenKeyPolicy } from "./given-policies";
export { type KeyPolicies, defaultDocument, keyPoliciesOf } from "./key-policies";
export { managedPolicyFact } from "./managed-policy";
export { allowing, mayNameService, namesService } from "./named-principals";
export { policyOf, unseenPolicy, writes } from "./policy-fact";
