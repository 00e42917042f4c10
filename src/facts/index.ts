/** What a plan says about keys and those who use them, every relation built once. */
export { isPattern, patternTest } from "./address-pattern";
export { bearsOnAccess } from "./bears-on-access";
export { copiedPolicies } from "./copied-policies";
export { type FactSources, factSources } from "./fact-sources";
export type {
  DeclaredUse,
  Facts,
  OtherUser,
  Key,
  ManagedResource,
  PolicyFact,
  Role,
  RuntimeKey,
  Use,
  UsingResource,
} from "./facts";
export { type GatherOptions, gatherFacts } from "./gather-facts";
export {
  type Attachments,
  type GivenKeyPolicy,
  type KeyPolicies,
  attachmentsOf,
  defaultDocument,
  keyPoliciesOf,
  policyOf,
  writes,
} from "./policies";
export { type DocumentPlace, plannedAttributes, policyDocuments } from "./policy-documents";
export { printableArn } from "./printable-arn";
