import type { StatementView } from "../../../policy";

/**
 * Whether a statement speaks of a service's actions by name: `kms:Decrypt`, `kms:*`. `*` and NotAction speak of everything,
 * and so of nothing in particular.
 */
export function mentions(statement: StatementView, prefix: "kms:" | "s3:"): boolean {
  if (statement.notAction) return false;
  return statement.actions.some((action) => typeof action === "string" && action.toLowerCase().startsWith(prefix));
}
