import { callerMayUseKey } from "./caller-may-use-key";
import { accessIsNotRevoked } from "./access-is-not-revoked";
import { declarationNamesOperations } from "./declaration-names-operations";
import { exportNeeds } from "./export-needs-data-key-without-plaintext";
import { grantsNoMore } from "./grants-no-more-than-needed";
import { keyIsKnown } from "./key-is-known";
import { keyIsUsable } from "./key-is-usable";
import { keyPolicyGrantsRole } from "./key-policy-grants-role";
import { keyPolicyGrantsService } from "./key-policy-grants-service";
import { noDenyBlocksService } from "./no-deny-blocks-service";
import { policyIsWellFormed } from "./policy-is-well-formed";
import { rolePolicyGrantsRole } from "./role-policy-grants-role";
import { roleTrustsService } from "./role-trusts-service";
import type { JudgingRuleId } from "../../../src/findings/rule-ids";
import type { RuleCase } from "./case";

/** A case and the rule that it is about. */
export interface Case extends RuleCase {
  readonly rule: JudgingRuleId;
}

const byRule: Readonly<Record<JudgingRuleId, readonly RuleCase[]>> = {
  "key-policy-grants-role": keyPolicyGrantsRole,
  "key-policy-grants-service": keyPolicyGrantsService,
  "role-policy-grants-role": rolePolicyGrantsRole,
  "no-deny-blocks-service": noDenyBlocksService,
  "key-is-usable": keyIsUsable,
  "role-trusts-service": roleTrustsService,
  "policy-is-well-formed": policyIsWellFormed,
  "key-is-known": keyIsKnown,
  "export-needs-data-key-without-plaintext": exportNeeds,
  "grants-no-more-than-needed": grantsNoMore,
  "caller-may-use-key": callerMayUseKey,
  "access-is-not-revoked": accessIsNotRevoked,
  "declaration-names-operations": declarationNamesOperations,
};

/** Every rule's cases. */
export const cases: readonly Case[] = Object.entries(byRule).flatMap(([rule, own]) =>
  own.map((each) => ({ rule: rule as JudgingRuleId, ...each })),
);
