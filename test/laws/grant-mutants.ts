/* eslint-disable @typescript-eslint/no-meaningless-void-operator, @typescript-eslint/unbound-method -- parts of plans are taken out by name */
import type { Json, JsonObject, Plan, PlannedResource } from "../../src/plan/plan";
import { parsePolicy, refusalsOf } from "../../src/policy";
import type { Mutant } from "./sight-mutants";

/** The attributes with policies that give permissions on keys; trust policies and bucket policies are evidence, not grants. */
const POLICIES: Readonly<Record<string, string>> = {
  aws_iam_policy: "policy",
  aws_iam_role_policy: "policy",
  aws_kms_key: "policy",
  aws_kms_key_policy: "policy",
};

const ATTACHMENTS = new Set(["aws_iam_role_policy_attachment", "aws_iam_policy_attachment"]);

/** Every permission on keys that an Allow of a plan gives, taken away by itself: an action, a principal, a statement, an attachment. */
export function* grantMutants(plan: Plan): Iterable<Mutant> {
  for (const [index, resource] of plan.resources.entries()) {
    if (resource.deposed || resource.mode === "data" || resource.change === "delete") continue;
    const with_ = (after: JsonObject): Plan => ({
      ...plan,
      resources: plan.resources.with(index, { ...resource, after }),
    });
    const { text } = resource.address;
    const attribute = POLICIES[resource.type];
    const document = attribute === undefined ? undefined : documentOf(resource, attribute);
    // A policy that AWS refuses gives nothing: what it is refused for is no grant.
    const kind = resource.type.startsWith("aws_kms_") ? "key" : "identity";
    if (attribute !== undefined && document !== undefined && refusalsOf(parsePolicy(document, { kind })).length === 0)
      for (const { kind, what, document: less } of lessOf(document))
        yield { kind, what: `${text} ${what}`, plan: with_({ ...resource.after, [attribute]: JSON.stringify(less) }) };
    if (ATTACHMENTS.has(resource.type) && attachesGrants(plan, resource))
      yield {
        kind: "attachment removed",
        what: text,
        plan: { ...plan, resources: plan.resources.toSpliced(index, 1) },
      };
  }
}

interface Less {
  readonly kind: string;
  readonly what: string;
  readonly document: JsonObject;
}

function* lessOf(document: JsonObject): Iterable<Less> {
  const statements = statementsOf(document);
  if (statements.some(({ Effect }) => Effect !== "Allow")) return;
  const replaced = (at: number, statement: JsonObject | undefined): JsonObject => ({
    ...document,
    Statement: statement === undefined ? statements.toSpliced(at, 1) : statements.with(at, statement),
  });
  for (const [at, statement] of statements.entries()) {
    const actions = textsOf(statement.Action);
    if (["NotAction", "NotPrincipal", "NotResource"].some((name) => Object.hasOwn(statement, name))) continue;
    if (actions.length === 0 || !actions.every((action) => action.toLowerCase().startsWith("kms:"))) continue;
    if (statements.length > 1) yield { kind: "statement removed", what: `[${at}]`, document: replaced(at, undefined) };
    for (const action of actions.length > 1 ? actions : []) {
      const left = actions.filter((each) => each !== action);
      yield {
        kind: "action removed",
        what: `[${at}] ${action}`,
        document: replaced(at, { ...statement, Action: left }),
      };
    }
    const principals = objectOf(statement.Principal);
    for (const [type, ids] of Object.entries(principals ?? {})) {
      for (const id of textsOf(ids)) {
        const left = textsOf(ids).filter((each) => each !== id);
        const { [type]: all, ...others } = principals ?? {};
        void all;
        const rest = left.length > 0 ? { ...others, [type]: left } : others;
        if (Object.keys(rest).length === 0) continue;
        const less = replaced(at, { ...statement, Principal: rest });
        yield { kind: "principal removed", what: `[${at}] ${id}`, document: less };
      }
    }
  }
}

/** Whether an attachment attaches a policy of the plan that does nothing but allow actions on keys. */
function attachesGrants({ resources }: Plan, { after }: PlannedResource): boolean {
  const arn = after?.policy_arn;
  return resources.some((policy) => {
    if (policy.type !== "aws_iam_policy" || typeof arn !== "string" || policy.after?.arn !== arn) return false;
    const document = documentOf(policy, "policy");
    return (
      document !== undefined &&
      statementsOf(document).every(
        ({ Effect, Action }) => Effect === "Allow" && textsOf(Action).every((action) => action.startsWith("kms:")),
      )
    );
  });
}

function documentOf({ after }: PlannedResource, attribute: string): JsonObject | undefined {
  const text = after?.[attribute];
  if (typeof text !== "string") return undefined;
  try {
    return objectOf(JSON.parse(text) as Json);
  } catch {
    return undefined;
  }
}

function statementsOf({ Statement = [] }: JsonObject): readonly JsonObject[] {
  const all = Array.isArray(Statement) ? (Statement as readonly Json[]) : [Statement];
  return all.map(objectOf).filter((each) => each !== undefined);
}

function textsOf(json: Json | undefined): readonly string[] {
  if (typeof json === "string") return [json];
  return Array.isArray(json) ? (json as readonly Json[]).filter((each) => typeof each === "string") : [];
}

function objectOf(json: Json | undefined): JsonObject | undefined {
  return typeof json === "object" && json !== null && !Array.isArray(json) ? (json as JsonObject) : undefined;
}
