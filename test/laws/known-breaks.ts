/**
 * Mutants that are known to break "sight only helps" or "unknown is open, both ways", with what would mend them. Nothing else may break them, and what is mended
 * has to leave this list.
 */
export const KNOWN_BREAKS: readonly { readonly mutant: string; readonly because: string }[] = [
  ...[
    "cloudformation-alias-for-key-arn/plan.json: configuration removed ",
    "cloudformation-alias-for-key-arn/plan.json: attribute unknown aws_kms_alias.personalize.name",
    "local-exec-personalize/plan.json: attribute unknown aws_kms_alias.personalize.name",
    "alias-name/plan.json: attribute unknown aws_kms_alias.personalize.name",
  ].map((mutant) => ({
    mutant,
    because: "an alias that is written out may be one of the plan's whose name is not known, and then means its key",
  })),
  ...[
    "cloudformation-alias-for-key-arn/plan.json: attribute unknown aws_cloudformation_stack.recommendations.template_body",
    "seen-in-state-machine/plan.json: attribute unknown aws_sfn_state_machine.workflow.definition",
  ].map((mutant) => ({
    mutant,
    because: "a hidden call may do more with a key and a role than what is seen that they do together",
  })),
  ...[
    "import-only-role-by-deny/plan.json: attribute unknown aws_iam_role_policy.personalize.role",
    "import-only-role-by-deny/plan.json: its own aws_iam_role_policy.personalize",
    "import-only-role/plan.json: another's aws_iam_role_policy.personalize",
  ].map((mutant) => ({
    mutant,
    because:
      "a policy that may be the role's may spare it operations, so that what they need is neither violated nor not",
  })),
];

export function isKnownBreak(broken: string): boolean {
  return KNOWN_BREAKS.some(({ mutant }) => broken.includes(mutant));
}
