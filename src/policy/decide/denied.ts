import { type Evaluation, FALSE, TRUE, type Truth, and, or, unknown } from "../evaluate";
import { type Request, covers, means, noted, principalsOf, refOf } from "../match";
import type { PreparedCall } from "./prepared-call";
import { anyCovers } from "./layers";
import type { CompiledStatement, Policy } from "../document";

/** Is there a Deny for this call in any layer? */
export function denied({ parties, caller, request }: PreparedCall, evaluation: Evaluation): Truth {
  let deny: Truth = FALSE;
  const { keyPolicy } = parties;
  if (keyPolicy !== null) {
    for (const statement of keyPolicy.denies) {
      deny = or(deny, keyStatementDenies(evaluation, keyPolicy, statement, request));
      if (deny === TRUE) return TRUE;
    }
  }
  if (caller.kind === "service") return deny;
  for (const policy of parties.identityPolicies) {
    deny = or(deny, anyCovers(evaluation, policy, policy.denies, "Deny", request));
  }
  if (parties.permissionsBoundary !== undefined) {
    const policy = parties.permissionsBoundary;
    deny = or(deny, anyCovers(evaluation, policy, policy.denies, "Deny", request));
  }
  for (const policy of parties.possiblyAttached ?? []) {
    deny = or(deny, perhapsDenies(evaluation, policy, request));
  }
  return deny;
}

function keyStatementDenies(
  evaluation: Evaluation,
  policy: Policy,
  statement: CompiledStatement,
  request: Request,
): Truth {
  const before = evaluation.leaves.length;
  let truth = means(principalsOf(evaluation, statement, request));
  if (truth !== FALSE) truth = and(truth, covers(evaluation, policy, statement, "Deny", request));
  return noted(evaluation, before, truth, () => refOf(policy, statement));
}

/** Nobody knows whether the policy is the role's. */
function perhapsDenies(evaluation: Evaluation, policy: Policy, request: Request): Truth {
  const before = evaluation.leaves.length;
  const truth = anyCovers(evaluation, policy, policy.denies, "Deny", request);
  if (truth === FALSE) return FALSE;
  // what it hangs on besides changes nothing
  evaluation.leaves.length = before;
  return unknown(evaluation, { kind: "possible-attachment", policy: policy.name ?? "a policy" });
}
