import type { Value } from "../value";
import type { Verdict } from "../verdict";
import { verdictOf } from "./authorize";
import { keyPolicyAllows, denied, type Decision, type Prepared } from "./decide";
import type { Evaluation } from "./evaluation";
import { explainTrust, explainUnknown } from "./explain";
import type { Policy } from "./policy";
import type { AuthorizeQuery, RequestContext } from "./query";
import { trustContext } from "./request-context";
import { FALSE, TRUE, or } from "./truth";

/** A service that wants to assume a role. */
export interface AssumeRoleQuery {
  /** Its principal; of several, the first is the one that AWS documents. */
  readonly service: string | readonly string[];
  readonly role: { readonly arn: Value; readonly account: Value };
  /** The region in which the service runs; absent: not known. */
  readonly region?: Value;
  /** Absent: what is documented of a service's call, by AWS's pages on confused deputies. */
  readonly context?: RequestContext;
}

/**
 * May the service assume the role, by the role's trust policy? A name that AWS does not document for the service decides
 * nothing: where only such a one is trusted, the answer is unknown.
 *
 * Source: IAM User Guide, "Create a role to delegate permissions to an AWS service", "The confused deputy problem".
 */
export function authorizeAssumeRole(trust: Policy | null, query: AssumeRoleQuery): Verdict {
  const names = typeof query.service === "string" ? [query.service] : query.service;
  const [documented = "", ...others] = names;
  const verdict = assumedBy(trust, query, [documented]);
  if (verdict.outcome !== "denied" || verdict.by === "explicit" || others.length === 0) return verdict;
  return assumedBy(trust, query, names);
}

function assumedBy(
  trust: Policy | null,
  { role, region, context }: AssumeRoleQuery,
  service: readonly string[],
): Verdict {
  const query: AuthorizeQuery = {
    principal: { kind: "service", service },
    action: "sts:AssumeRole",
    // a trust policy's statements name no resource: the role is meant
    key: { arn: role.arn, account: role.account },
    keyPolicy: trust,
    identityPolicies: [],
    context: context ?? trustContext(service, role, region),
  };
  return verdictOf(query, trusts, { allowed: explainTrust, denied: explainTrust, unknown: explainUnknown });
}

function trusts(prepared: Prepared, evaluation: Evaluation): Decision {
  const deny = denied(prepared, evaluation);
  if (deny === TRUE) return { deny, allow: FALSE, unbounded: FALSE, leaves: [] };
  const { leaves } = evaluation;
  const allows = keyPolicyAllows(evaluation, prepared.query.keyPolicy, prepared.request);
  const allow = or(allows.match.service, allows.match.anyone);
  return { deny, allow, unbounded: allow, leaves: [...leaves, ...allows.leaves] };
}
