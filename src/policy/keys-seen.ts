import { kept } from "../grouping";
import { isMap, type Value } from "../values";
import type { Parties } from "./decide";
import type { CompiledStatement, Listing, Policy, Template } from "./document";
import type { Grant } from "./match";

/**
 * The condition keys, in lower case, by which these policies and grants could tell one call from another of the same action by
 * the same principal on the same key: calls that are alike in all of them are decided alike.
 */
export function keysSeen({
  keyPolicy,
  identityPolicies,
  permissionsBoundary,
  grants = [],
}: Parties): readonly string[] {
  const policies = [keyPolicy, ...identityPolicies, permissionsBoundary ?? null];
  const found = new Set(grants.flatMap(inGrant));
  for (const policy of policies) if (policy !== null) for (const key of inPolicy(policy)) found.add(key);
  return [...found].sort();
}

const known = new WeakMap<Policy, readonly string[]>();

function inPolicy(policy: Policy): readonly string[] {
  return kept(known, policy, () => [...new Set([...policy.allows, ...policy.denies].flatMap(inStatement))]);
}

function inStatement({ conditions, resources }: CompiledStatement): readonly string[] {
  const tests = conditions.flatMap((condition) => ("key" in condition ? [condition] : []));
  return [
    ...tests.map(({ key }) => key),
    ...tests.flatMap(({ values }) => variables(values)),
    ...(resources === undefined ? [] : variables(resources)),
  ];
}

/** The policy variables in a list of texts: `${aws:SourceArn}` stands for the value of that key. */
function variables({ entries }: Listing<{ readonly template?: Template | "unreadable" }>): readonly string[] {
  return entries.flatMap(({ value: { template } }) => {
    if (template === undefined || template === "unreadable") return [];
    return template.parts.flatMap((part) => (typeof part === "object" && "variable" in part ? [part.variable] : []));
  });
}

const CONTEXT = "kms:encryptioncontext";

function inGrant({ constraints }: Grant): readonly string[] {
  if (constraints === undefined) return [];
  const { encryptionContextSubset, encryptionContextEquals, sourceArn } = constraints;
  return [
    ...[encryptionContextSubset, encryptionContextEquals].flatMap(namesIn).map((name) => `${CONTEXT}:${name}`),
    `${CONTEXT}keys`,
    ...(sourceArn === undefined ? [] : ["aws:sourcearn"]),
  ];
}

function namesIn(pairs: Value | undefined): readonly string[] {
  return isMap(pairs) ? Object.keys(pairs).map((name) => name.toLowerCase()) : [];
}
