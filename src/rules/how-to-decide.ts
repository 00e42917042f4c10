import type { Key, PolicyFact, Role } from "../facts/facts";
import { Hole } from "../values/value";
import type { Blocker, Verdict } from "../verdict";
import type { Scope } from "./define-rule";
import { enumerate } from "./telling/sentences";

/** What a person can do so that an undecided question is decided: the shortest ways first. Sentences without full stop. */
export function howToDecide(
  verdicts: readonly Verdict[],
  given: { readonly key: Key; readonly role?: Role | null; readonly deny?: boolean },
  {
    sourceAtHand,
    facts,
    program = "terraform",
  }: Pick<Scope, "sourceAtHand" | "facts"> & Partial<Pick<Scope, "program">>,
): readonly string[] {
  const { key, role, deny = false } = given;
  const blockers = verdicts.flatMap((verdict) => (verdict.outcome === "unknown" ? verdict.blockers : []));
  if (blockers.length === 0) return [];
  if (role === null) return ["to decide it, declare the use with its role in kmsgate.yaml"];
  const ways = [
    key.resource === null &&
      wholly(key.policy) &&
      `${typeof key.arn === "string" ? "give its key policy in kmsgate.yaml, or " : ""}declare the use in kmsgate.yaml beside the configuration that manages the key, and check its plan`,
    role?.closed === false &&
      blockers.some(({ kind }) => kind === "policy") &&
      "declare the use in kmsgate.yaml beside the configuration that manages the role, and check its plan",
    !sourceAtHand &&
      hidden(key, role, blockers) &&
      `check the saved plan (${program} plan -out=tfplan) or pass --source DIR, so that the policy is read as it is written`,
    ofAccount(key, role, blockers) && "pass --account ID",
    facts.incomplete && blockers.some(({ name }) => name.includes("-target")) && "make the plan without -target",
    outOfSight(role, blockers) && 'read the attached policy with data "aws_iam_policy", so that the plan shows it',
    withoutCondition(blockers, deny),
    blockers.some(({ kind }) => kind === "session" || kind === "not-principal") && "name the role by its ARN",
    role?.replaced === true &&
      blockers.some(({ name }) => name.includes("unique id")) &&
      "write the key policy in the same plan that makes the role",
  ].filter((way): way is string => typeof way === "string");
  return ways.length === 0 ? [] : [`to decide it, ${ways.slice(0, 2).join(", or ")}`];
}

/** Nothing of the policy is known. */
export function wholly({ policy }: PolicyFact): boolean {
  return policy?.open !== undefined && policy.statements.length === 0;
}

/** A policy that the plan manages, and hides. */
function hidden(key: Key, role: Role | undefined, blockers: readonly Blocker[]): boolean {
  const unknown = (fact: PolicyFact): boolean => fact.origin === "unknown" || fact.policy?.open !== undefined;
  return (
    (key.resource !== null && unknown(key.policy)) ||
    (role?.closed === true && role.identityPolicies.some((fact) => fact.origin !== "outside" && unknown(fact))) ||
    blockers.some(({ kind, name }) => kind === "hole" && !isAccount(name, key, role)) ||
    (role?.possiblyAttached ?? []).some(({ policy }) => blockers.some(({ name }) => name === policy?.name))
  );
}

function ofAccount(key: Key, role: Role | undefined, blockers: readonly Blocker[]): boolean {
  return blockers.some(({ kind, name }) => kind === "hole" && isAccount(name, key, role));
}

function isAccount(name: string, key: Key, role: Role | undefined): boolean {
  return [key.account, role?.account].some((account) => account instanceof Hole && account.name === name);
}

/** A policy or a boundary of a role in the plan that another configuration manages. */
function outOfSight(role: Role | undefined, blockers: readonly Blocker[]): boolean {
  if (role?.closed !== true) return false;
  const policies = [...role.identityPolicies, ...(role.boundary === null ? [] : [role.boundary])];
  return policies
    .filter((fact) => fact.origin === "outside" && wholly(fact))
    .some(({ policy }) => blockers.some(({ name }) => name.includes(policy?.name ?? "\u0000")));
}

function withoutCondition(blockers: readonly Blocker[], deny: boolean): string | false {
  const names = [...new Set(blockers.filter(({ kind }) => kind === "condition-key").map(({ name }) => name))].sort();
  if (names.length === 0) return false;
  return deny
    ? `let the Deny spare this caller by something else than ${enumerate(names)}`
    : `allow it in a statement that does not ask for ${enumerate(names)}`;
}
