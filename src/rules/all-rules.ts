import { callerMayUseKey } from "./caller-may-use-key";
import { accessIsNotRevoked } from "./access-is-not-revoked";
import { declarationNamesOperations } from "./declaration-names-operations";
import { exportNeedsDataKeyWithoutPlaintext } from "./export-needs-data-key-without-plaintext";
import { grantsNoMoreThanNeeded } from "./grants-no-more-than-needed";
import { ignoreExpired } from "./ignore-expired";
import { ignoreUnused } from "./ignore-unused";
import { keyIsKnown } from "./key-is-known";
import { keyIsUsable } from "./key-is-usable";
import { keyPolicyGrantsRole } from "./key-policy-grants-role";
import { keyPolicyGrantsService } from "./key-policy-grants-service";
import { noDenyBlocksService } from "./no-deny-blocks-service";
import { policyIsWellFormed } from "./policy-is-well-formed";
import { rolePolicyGrantsRole } from "./role-policy-grants-role";
import { roleTrustsService } from "./role-trusts-service";
import { useUnmatched } from "./use-unmatched";
import type { Rule, RuleWords } from "./define-rule";

/** Every rule, in the order in which documentation and reports list them. */
export const rules: readonly Rule[] = [
  keyPolicyGrantsRole,
  keyPolicyGrantsService,
  rolePolicyGrantsRole,
  noDenyBlocksService,
  keyIsUsable,
  roleTrustsService,
  policyIsWellFormed,
  keyIsKnown,
  exportNeedsDataKeyWithoutPlaintext,
  grantsNoMoreThanNeeded,
  callerMayUseKey,
  accessIsNotRevoked,
  declarationNamesOperations,
];

/** The words of all rules: those that judge keys, then those about a configuration. */
export const allRules: readonly RuleWords[] = [...rules, ignoreExpired, ignoreUnused, useUnmatched];
