import type { Key, PolicyFact, Role } from "../../facts";
import type { Blocker, Verdict } from "../../verdict";
import type { Scope } from "../define-rule";
import { isEntirelyUnknown } from "../../judging";
import { enumerate } from "./sentences";

/** What a question is about that is to be decided. */
interface Question {
  readonly key: Key;
  /** `null`: not known. Absent: it is about no role. */
  readonly role?: Role | null;
  /** It is asked whether a Deny applies. */
  readonly deny?: boolean;
}

/** What is in the way of these verdicts. */
export function blockersOf(verdicts: readonly Verdict[]): readonly Blocker[] {
  return verdicts.flatMap((verdict) => (verdict.outcome === "unknown" ? verdict.blockers : []));
}

/** What a person can do so that an undecided question is decided: the shortest ways first. Sentences without full stop. */
export function howToDecide(
  blockers: readonly Blocker[],
  { key, role, deny = false }: Question,
  { sourceAtHand, program = "terraform" }: Pick<Scope, "sourceAtHand"> & Partial<Pick<Scope, "program">>,
): readonly string[] {
  if (blockers.length === 0) return [];
  if (role === null)
    return [
      "to decide it, declare the use with its role in kmsgate.yaml, or in the plan (terraform_data, docs/modules.md)",
    ];
  const has = (...kinds: readonly Blocker["kind"][]): boolean => blockers.some(({ kind }) => kinds.includes(kind));
  const ways = [
    key.resource === null &&
      isEntirelyUnknown(key.policy) &&
      `${typeof key.arn === "string" ? "give its key policy in kmsgate.yaml, or " : ""}declare the use in kmsgate.yaml beside the configuration that manages the key, and check its plan`,
    (has("unseen-policies") || (role?.managedHere === false && blockers.some(isOfRolePolicy))) &&
      "declare the use in kmsgate.yaml beside the configuration that manages the role, and check its plan",
    !sourceAtHand &&
      (has("hole", "possible-attachment") || isHidden(key, role)) &&
      `check the saved plan (${program} plan -out=tfplan) or pass --source DIR, so that the policy is read as it is written`,
    has("account") && "pass --account ID",
    has("incomplete-plan") && "make the plan without -target",
    blockers.some((blocker) => isOutside(blocker, role)) &&
      'read the attached policy with data "aws_iam_policy", so that the plan shows it',
    withoutCondition(blockers, deny),
    has("session", "not-principal", "unique-id") && "name the role by its ARN",
    has("replaced-role") && "write the key policy in the same plan that makes the role",
  ].filter((way) => way !== false);
  return ways.length === 0 ? [] : [`to decide it, ${ways.slice(0, 2).join(", or ")}`];
}

/** The plan manages the key or the role, and hides a policy of it. */
function isHidden(key: Key, role: Role | undefined): boolean {
  const unknown = (fact: PolicyFact): boolean => fact.origin === "unknown" || fact.policy?.open !== undefined;
  return (
    (key.resource !== null && unknown(key.policy)) ||
    (role?.managedHere === true && role.identityPolicies.some((fact) => fact.origin !== "outside" && unknown(fact)))
  );
}

function isOfRolePolicy({ kind, statement }: Blocker): boolean {
  return kind === "policy" && statement?.layer === "role-policy";
}

/** A policy or a boundary that another configuration manages is in the way, of a role that this plan manages. */
function isOutside({ kind, statement }: Blocker, role: Role | undefined): boolean {
  if (kind !== "policy" || statement?.policy === undefined || role?.managedHere !== true) return false;
  const policies = [...role.identityPolicies, ...(role.boundary === null ? [] : [role.boundary])];
  return policies.some(
    (fact) => fact.origin === "outside" && isEntirelyUnknown(fact) && fact.policy?.name === statement.policy,
  );
}

function withoutCondition(blockers: readonly Blocker[], deny: boolean): string | false {
  const found = blockers.flatMap((blocker) => {
    if (blocker.kind === "condition-key") return [blocker.key];
    return blocker.kind === "condition-operator" ? [blocker.operator] : [];
  });
  const names = [...new Set(found)].sort();
  if (names.length === 0) return false;
  return deny
    ? `let the Deny spare this caller by something else than ${enumerate(names)}`
    : `allow it in a statement that does not ask for ${enumerate(names)}`;
}
