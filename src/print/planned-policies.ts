import type { Origin } from "../resolve";

/** JSON in which an unknown value is an object with its name (`{"$hole": "aws_iam_role.geo.arn"}`). */
export type Document = string | number | boolean | null | readonly Document[] | { readonly [name: string]: Document };

/** A policy document of a plan, as it will be applied. */
export interface PlannedPolicy {
  readonly address: string;
  /** The attribute that has it: `policy`, `assume_role_policy`, `inline_policy[0].policy`. */
  readonly attribute: string;
  /** How it was found, as in the report's `policy.origin`. */
  readonly origin: Origin;
  /** The document, what is not known in it by name; `null` where it stays unknown, or is sensitive. */
  readonly document: Document;
  /** Why it is not known, not shown, or not as certain as others. */
  readonly because?: string;
  /** The names of what is not known in it. */
  readonly holes: readonly string[];
}

/** The policies as JSON. */
export function policiesJson(policies: readonly PlannedPolicy[]): string {
  return `${JSON.stringify(policies, null, 2)}\n`;
}
