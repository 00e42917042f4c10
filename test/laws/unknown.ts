import type { PlannedResource } from "../../src/plan";
import { type LawInput, lawInputs } from "./inputs";
import { isPicked, LawCounter, type LawRun } from "./law-run";
import { exemptIn, planOf, type Whole, wholeOf } from "./sight";
import { withHidden } from "./sight-mutants";
import { verdictOf } from "./verdict-of-plan";

/** What says whose an attachment, a rule or a policy is. */
const TARGETS: Readonly<Record<string, string>> = {
  aws_iam_role_policy: "role",
  aws_iam_role_policy_attachment: "role",
  aws_kms_key_policy: "key_id",
  aws_s3_bucket_policy: "bucket",
  aws_s3_bucket_server_side_encryption_configuration: "bucket",
};

/**
 * Law 3, "unknown is open, both ways": where nobody can tell whose an attachment, a rule or a policy is, what is said for
 * certain holds where it is what it was meant for, and where it is something's that the plan does not show. Tried on plan
 * JSON: of a saved plan the source would have to say the same.
 */
export async function unknownIsOpen({
  seed,
  every,
  inputs = lawInputs(),
}: {
  readonly seed: number;
  readonly every: number;
  readonly inputs?: readonly LawInput[];
}): Promise<LawRun> {
  const counter = new LawCounter();
  for (const input of inputs) {
    const { name, given } = input;
    const plan = name.endsWith(".json") ? await planOf(input) : undefined;
    if (plan === undefined) continue;
    let whole: Whole | undefined;
    for (const [index, resource] of plan.resources.entries()) {
      const attribute = TARGETS[resource.type];
      if (attribute === undefined || !isCreated(resource)) continue;
      if (every > 1 && !isPicked(`${name} ${resource.address.text}`, seed, every)) continue;
      const hidden = withHidden(plan, resource, attribute);
      if (hidden === undefined) continue;
      const open = verdictOf(hidden, given);
      const without = { ...plan, resources: plan.resources.toSpliced(index, 1) };
      const mutant = { input: name, what: resource.address.text };
      whole ??= wholeOf(plan, given);
      // as in law 1, a key that the plan does not manage may be told of less
      const exempt = exemptIn(whole, open);
      counter.count({ ...mutant, kind: "its own" }, whole.verdict, open, holds, exempt);
      counter.count({ ...mutant, kind: "another's" }, verdictOf(without, given), open, holds);
    }
  }
  return counter;
}

function isCreated({ deposed, change, mode }: PlannedResource): boolean {
  return !deposed && mode === "managed" && change === "create";
}

/** A use that only one of the completions shows is none in the other. */
function holds(completed: string, open: string): boolean {
  return open === completed || open === "undecided" || completed === "none" || completed === "undecided";
}
