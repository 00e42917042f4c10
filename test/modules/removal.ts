import type { Document } from "./synthesize";

/** The parts of plan JSON in which a policy stands. */
export interface PlanDocument {
  readonly resource_changes: readonly {
    readonly address: string;
    readonly type: string;
    readonly change: { readonly after: Record<string, unknown>; readonly after_unknown: Record<string, unknown> };
  }[];
  readonly configuration: {
    readonly root_module: {
      readonly resources: readonly {
        readonly address: string;
        readonly expressions: Record<string, { constant_value?: string; references?: readonly string[] }>;
      }[];
    };
  };
}

/** One action, taken from one grantee in one layer. */
export interface Removal {
  readonly layer: "key-policy" | "role-policy";
  readonly grantee: "role" | "service";
  /** The ARN of the role it is taken from in a key policy; without it, every role. */
  readonly arn?: string;
  readonly action: string;
}

/** What is taken from which policy, by the policy's address. */
export type Removals = ReadonlyMap<string, Removal>;

/** Where the policies of a key stand in the plan. */
interface Places {
  readonly policyAddress: string;
  readonly rolePolicyAddress: string | undefined;
}

/** The address of the policy that a removal is about. */
export function placeOf({ policyAddress, rolePolicyAddress }: Places, { layer }: Removal): string {
  const place = layer === "key-policy" ? policyAddress : rolePolicyAddress;
  if (place === undefined) throw new Error(`${policyAddress} has no ${layer}`);
  return place;
}

/** A copy of the plan in which these policies lack these actions, and nothing else is changed. */
export function withoutActions(plan: PlanDocument, removals: Removals): PlanDocument {
  const copy = structuredClone(plan);
  const changed = new Set<string>();
  const change = (address: string, text: string): string => {
    changed.add(address);
    return withoutAction(text, removals.get(address));
  };
  for (const { address, change: planned } of copy.resource_changes) {
    const { policy } = planned.after;
    if (removals.has(address) && typeof policy === "string") planned.after["policy"] = change(address, policy);
  }
  // A role policy names its key, so that only the configuration has its text.
  for (const { address, expressions } of copy.configuration.root_module.resources) {
    const { policy } = expressions;
    if (removals.has(address) && policy?.constant_value !== undefined)
      policy.constant_value = change(address, policy.constant_value);
  }
  if (changed.size < removals.size) throw new Error(`only ${changed.size} of ${removals.size} policies were changed`);
  return copy;
}

/** A policy's text without the action. */
export function withoutAction(text: string, removal: Removal | undefined): string {
  return removal === undefined ? text : JSON.stringify(withoutIn(JSON.parse(text) as Document, removal));
}

/** A statement that names others too is taken apart first: they shall keep the action. */
function withoutIn(document: Document, removal: Removal): Document {
  const Statement = document.Statement.flatMap((statement) => {
    const actions = [statement.Action].flat();
    if (!actions.includes(removal.action)) return [statement];
    const rest = actions.filter((each) => each !== removal.action);
    if (removal.layer === "role-policy") return [{ ...statement, Action: rest }];
    const { taken, kept } = apart(statement.Principal ?? {}, removal);
    if (Object.keys(taken).length === 0) return [statement];
    return [
      { ...statement, Principal: taken, Action: rest },
      ...(Object.keys(kept).length === 0
        ? []
        : [{ ...statement, Sid: `${statement.Sid ?? ""}Other`, Principal: kept }]),
    ];
  });
  return { ...document, Statement };
}

type Principals = Readonly<Record<string, string | readonly string[]>>;

/** The principals that the removal concerns, and the others. */
function apart(
  principals: Principals,
  { grantee, arn }: Removal,
): { readonly taken: Principals; readonly kept: Principals } {
  const wanted = grantee === "role" ? "AWS" : "Service";
  const concerned = (type: string, name: string): boolean => type === wanted && (arn === undefined || name === arn);
  const those = (of: boolean): Principals =>
    Object.fromEntries(
      Object.entries(principals)
        .map(([type, names]) => [type, [names].flat().filter((name) => concerned(type, name) === of)] as const)
        .filter(([, names]) => names.length > 0),
    );
  return { taken: those(true), kept: those(false) };
}
