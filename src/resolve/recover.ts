import { mostSpecific, parseReference } from "../plan";
import type { Plan } from "../plan/plan";
import { Hole, type Value } from "../value";
import type { Origin, Resource } from "./infrastructure";

/** What a recovery may look at. */
export interface RecoveryContext {
  readonly plan: Plan;
  readonly at: (address: string) => Resource | undefined;
}

/** Attributes that hold a policy document, whose `aws_iam_policy_document` may be read instead. */
const POLICY_ATTRIBUTES = new Set(["policy", "assume_role_policy", "json", "minified_json"]);

/**
 * Finds what plan JSON's values leave open in the rest of it: a deferred `aws_iam_policy_document`, a template of a JSON
 * configuration (DESIGN §3).
 */
export function recoverFromConfiguration(
  resource: Resource,
  attribute: string,
  planned: Value,
  context: RecoveryContext,
): { value: Value; origin: Origin } | undefined {
  if (!POLICY_ATTRIBUTES.has(attribute) || !(planned instanceof Hole)) return undefined;
  const [reference, ...others] = mostSpecific(planned.references);
  if (reference === undefined || others.length > 0) return undefined;
  const found = parseReference(reference);
  if (found?.address.type !== "aws_iam_policy_document" || !/^\.(minified_)?json$/.test(found.path)) return undefined;
  const document = context.at(found.address.text)?.output(found.path.slice(1));
  return document === undefined || document instanceof Hole
    ? undefined
    : { value: document, origin: "policy-document" };
}
