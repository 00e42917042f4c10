/** By number of `ResourceInstanceActionReason`: plan JSON's `action_reason`. 14 to 16 are OpenTofu's. */
const REASONS = [
  undefined,
  "replace_because_tainted",
  "replace_by_request",
  "replace_because_cannot_update",
  "delete_because_no_resource_config",
  "delete_because_wrong_repetition",
  "delete_because_count_index",
  "delete_because_each_key",
  "delete_because_no_module",
  "replace_by_triggers",
  "read_because_config_unknown",
  "read_because_dependency_pending",
  "delete_because_no_move_target",
  "read_because_check_nested",
  "delete_because_enabled_false",
  "forgot_because_lifecycle_destroy_in_state",
  "forgot_because_lifecycle_destroy_in_config",
] as const;

/**
 * Why a change is what it is, in plan JSON's words; `undefined` where the plan gives no reason, and `unknown` where it gives one
 * that has no word here.
 */
export function actionReason(number: number): string | undefined {
  return number === 0 ? undefined : (REASONS[number] ?? "unknown");
}

/** By number of `DeferredReason`. */
const DEFERRED = [
  "unknown",
  "instance_count_unknown",
  "resource_config_unknown",
  "provider_config_unknown",
  "absent_prereq",
  "deferred_prereq",
  "excluded",
  "not_included",
] as const;

/** Why a change was put off, in plan JSON's words. */
export function deferredReason(number: number): string {
  return DEFERRED[number] ?? "unknown";
}
