/** Writes what fixes: statements, policies of a service, as JSON and HCL. */
export { policyAttribute, statementBlock, statementObject } from "./hcl";
export { type Write, asHcl, asJson, local } from "./notation";
export { type ForServices, policyForServices } from "./policy-for-services";
export {
  type RoleUse,
  exportOfDatasetGroup,
  operationsWithKey,
  serviceKeyPolicy,
  serviceRolePolicy,
  serviceTrustPolicy,
} from "./service-policies";
export type { Filling } from "./statements-of";
export {
  type WrittenPolicy,
  type WrittenStatement,
  accountStatement,
  keyPolicyStatement,
  policyOf,
  rolePolicyStatement,
  trustStatement,
} from "./statements";
