import { type Inquiry, verdictOf } from "./authorize";
import type { Value } from "../values";
import type { Verdict } from "../verdict";
import { type Decision, type PreparedCall, prepare, denied, keyPolicyAllows } from "./decide";
import { type Evaluation, FALSE, type RequestContext, TRUE, or } from "./evaluate";
import { explainTrust, explainUnknown } from "./proof";
import type { Policy } from "./document";
import { trustContext } from "./trust-context";

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
  const query = prepare({
    principal: { kind: "service", service },
    action: ASSUME_ROLE,
    // a trust policy's statements name no resource: the role is meant
    key: { arn: role.arn, account: role.account },
    keyPolicy: trust,
    identityPolicies: [],
    context: context ?? whenAsked(() => trustContext(service, role, region)),
  });
  return verdictOf(query, TRUSTS);
}

const ASSUME_ROLE = "sts:AssumeRole";

/** May the service assume the role? */
const TRUSTS: Inquiry = {
  decide: trusts,
  prover: { allowed: explainTrust, denied: explainTrust, unknown: explainUnknown },
};

function whenAsked(make: () => RequestContext): RequestContext {
  let made: RequestContext | undefined;
  return { state: (key) => (made ??= make()).state(key) };
}

function trusts(call: PreparedCall, evaluation: Evaluation): Decision {
  const deny = denied(call, evaluation);
  if (deny === TRUE) return { deny, allow: FALSE, unbounded: FALSE, leaves: [] };
  const { leaves } = evaluation;
  const allows = keyPolicyAllows(evaluation, call.parties.keyPolicy, call.request);
  const allow = or(allows.match.service, allows.match.anyone);
  return { deny, allow, unbounded: allow, leaves: [...leaves, ...allows.leaves] };
}
