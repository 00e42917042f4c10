import { kept, push } from "../../grouping";
import { isType, parseReference } from "../../plan";
import { coversAction, viewStatements } from "../../policy";
import type { Infrastructure, Resource } from "../../resolve";
import { holesOf, type Value } from "../../values";
import type { FindCandidates } from "../candidates";
import type { PolicyFact } from "../facts";
import type { Held, NamedRole } from "./attachments";

/** Attachments of which nobody can tell whose policies they attach, and what each may attach to a role. */
export interface StrayAttachments {
  add(held: Held): void;
  of(role: NamedRole): readonly PolicyFact[];
}

/** What one attaches, if it does, to a role that its references do not lead to. */
interface Stray {
  readonly resource: Resource;
  /** All that it refers to are roles that its own plan manages. */
  readonly own: boolean;
  readonly fact: PolicyFact;
}

const NONE: readonly never[] = [];

/**
 * An attachment whose role is not known may mean the roles that its references lead to; every role only where they lead
 * to none. What it attaches may allow and may deny.
 */
export function strayAttachments(infrastructure: Infrastructure, candidates: FindCandidates): StrayAttachments {
  const byRole = new Map<string, PolicyFact[]>();
  const others: Stray[] = [];
  const ofPlan = new Map<number, readonly PolicyFact[]>();
  return {
    add(held) {
      const { resource, named } = held;
      const fact = held.fact();
      if (fact === undefined) return;
      const { resources } = candidates(named);
      const roles = resources.filter(({ type }) => isType(type, "role"));
      for (const { address } of roles) push(byRole, address.text, fact);
      if (roles.some(({ mode }) => mode === "managed")) return;
      others.push({ resource, own: namesOwnRoles(named), fact });
    },
    of(role) {
      const direct = role.resource === null ? undefined : byRole.get(role.resource.address.text);
      if (others.length === 0) return direct ?? NONE;
      const own = kept(ofPlan, role.plan, () => factsOf(others, role.plan));
      const far =
        infrastructure.joined === true && !role.created ? others.filter((each) => mayReach(each, role)) : NONE;
      return [...(direct ?? NONE), ...own, ...far.map(({ fact }) => fact)];
    },
  };
}

function namesOwnRoles(named: Value): boolean {
  const referred = holesOf(named).flatMap(({ references }) => references.map((each) => parseReference(each)?.address));
  return referred.length > 0 && referred.every((each) => each?.mode === "managed" && isType(each.type, "role"));
}

/** Of one plan: what names a role is the name of one, so that it may mean any. */
function factsOf(strays: readonly Stray[], plan: number): readonly PolicyFact[] {
  return strays.filter(({ resource }) => resource.plan === plan).map(({ fact }) => fact);
}

/** Whether an attachment of another plan may mean a role that exists: only what allows or denies use of keys counts. */
function mayReach({ resource, own, fact }: Stray, { plan, account }: NamedRole): boolean {
  if (resource.plan === plan || own) return false;
  if (typeof resource.account === "string" && typeof account === "string" && resource.account !== account) return false;
  const { policy } = fact;
  if (policy === null || policy.open !== undefined) return false;
  return viewStatements(policy).some(
    (statement) => statement.effect === "Deny" || USING.some((action) => coversAction(statement, action) !== "no"),
  );
}

const USING = ["kms:Decrypt", "kms:GenerateDataKey", "kms:CreateGrant", "kms:DescribeKey", "kms:ListGrants"] as const;
