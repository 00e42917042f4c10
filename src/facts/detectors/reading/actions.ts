import type { StatementView } from "../../../policy";
import { isUnknown } from "../../../values";

/**
 * Whether a statement speaks of a service's actions by name: `kms:Decrypt`, `kms:*`. `*` and NotAction speak of everything,
 * and so of nothing in particular. `perhaps`: it names actions that are not known.
 */
export function mentions(statement: StatementView, prefix: "kms:" | "s3:"): "yes" | "perhaps" | "no" {
  if (statement.notAction) return "no";
  const names = (action: unknown): boolean => typeof action === "string" && action.toLowerCase().startsWith(prefix);
  if (statement.actions.some(names)) return "yes";
  return statement.unknown || statement.actions.some((action) => isUnknown(action)) ? "perhaps" : "no";
}
