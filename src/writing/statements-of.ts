import { isOptIn, type RecommendedCondition, type Requirement, type RowContext, type Service } from "../services";
import { keyPolicyStatement, type WrittenStatement } from "./statements";

/** What is put in the places of requirements' texts. */
export interface Filling {
  /** What a placeholder (`using.arn`) stands for; `undefined`: not known, so that a condition on it is left out. */
  readonly fill: (placeholder: string) => string | undefined;
  /** The roles that the service is given, by ARN or `${aws_iam_role.x.arn}`. */
  readonly roles: readonly string[];
  /** The ARN of a service-linked role: `autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`. */
  readonly serviceLinkedRole: (name: string) => string;
  /** Begins each statement's Sid. */
  readonly sid: string;
}

/**
 * The statements that these requirements ask of a key policy, with the conditions that AWS recommends as far as what they
 * compare with is known. An action to which AWS sends nothing of a condition's key has a statement without it.
 */
export function statementsOf(
  service: Service,
  requirements: readonly Requirement[],
  filling: Filling,
): readonly WrittenStatement[] {
  const found = new Map<string, Draft>();
  for (const requirement of requirements) {
    if (requirement.layer !== "key-policy") continue;
    const principal = principalOf(service, requirement, filling);
    if (principal === undefined) continue;
    for (const action of requirement.listed ?? requirement.actions) {
      const Condition = conditionFor(action, requirement, filling);
      const name = JSON.stringify([principal, Condition]);
      const draft = found.get(name) ?? { ...principal, ...(Condition !== undefined && { Condition }), actions: [] };
      found.set(name, { ...draft, actions: [...draft.actions, action] });
    }
  }
  return [...found.values()].map(({ Condition, ...draft }, index) => ({
    ...keyPolicyStatement({ ...draft, sid: `${filling.sid}${index === 0 ? "" : String(index + 1)}` }),
    ...(Condition !== undefined && { Condition }),
  }));
}

interface Principal {
  readonly roles?: readonly string[];
  readonly services?: readonly string[];
}

interface Draft extends Principal {
  readonly actions: readonly string[];
  readonly Condition?: NonNullable<WrittenStatement["Condition"]>;
}

/** `undefined`: nobody whom a key policy could name. */
function principalOf(
  service: Service,
  { grantee }: Requirement,
  { fill, roles, serviceLinkedRole }: Filling,
): Principal | undefined {
  if (grantee === "caller") return undefined;
  if (grantee === "role") return roles.length === 0 ? undefined : { roles };
  if (grantee === "service") return { services: service.principals.slice(0, 1) };
  if ("serviceLinkedRole" in grantee) return { roles: [serviceLinkedRole(grantee.serviceLinkedRole)] };
  const { service: everywhere, inOptInRegions } = grantee;
  const region = fill("region");
  const template =
    inOptInRegions !== undefined && region !== undefined && isOptIn(region) ? inOptInRegions : everywhere;
  return { services: [filled(template, fill) ?? template] };
}

function conditionFor(action: string, requirement: Requirement, { fill }: Filling): Draft["Condition"] {
  const byOperator: Record<string, Record<string, string | readonly string[]>> = {};
  for (const condition of requirement.recommended ?? []) {
    if (!isSent(action, condition, requirement)) continue;
    const values = (typeof condition.value === "string" ? [condition.value] : condition.value).map((text) =>
      filled(text, fill),
    );
    const known = values.filter((value) => value !== undefined);
    const [only] = known;
    if (known.length < values.length || only === undefined) continue;
    (byOperator[condition.operator] ??= {})[condition.key] = known.length === 1 ? only : known;
  }
  return Object.keys(byOperator).length === 0 ? undefined : byOperator;
}

/** Whether the call of this action carries the condition's key, as far as the requirement says. */
function isSent(action: string, { key }: RecommendedCondition, { context = [], actions }: Requirement): boolean {
  const own = action.includes("*") ? actions.filter((each) => matches(action, each)) : [action];
  const all = own.length === 0 ? [action] : own;
  return all.every((each) => {
    const row = context.find((row) => row.key.toLowerCase() === key.toLowerCase() && isOf(row, each));
    return row !== undefined && row.state !== "absent" && row.state !== "unsupported";
  });
}

function isOf({ only, except }: RowContext, action: string): boolean {
  const named = (actions: readonly string[]): boolean =>
    actions.some((each) => each === action || (action.includes("*") && matches(action, each)));
  return (only === undefined || named(only)) && (except === undefined || !named(except));
}

function matches(pattern: string, action: string): boolean {
  return action.startsWith(pattern.slice(0, pattern.indexOf("*")));
}

/** `undefined`: something in it is not known. */
function filled(text: string, fill: Filling["fill"]): string | undefined {
  const parts = text.split(/(\{[^{}]+\})/).map((part) => (part.startsWith("{") ? fill(part.slice(1, -1)) : part));
  return parts.includes(undefined) ? undefined : parts.join("");
}
