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
  readonly action: string;
}

/** Where the policies of a key stand in the plan. */
interface Places {
  readonly policyAddress: string;
  readonly rolePolicyAddress: string | undefined;
}

/** A copy of the plan in which the policies of these keys lack the action, and nothing else is changed. */
export function withoutAction(plan: PlanDocument, keys: readonly Places[], removal: Removal): PlanDocument {
  const copy = structuredClone(plan);
  const { layer } = removal;
  const addresses = new Set(
    keys.map(({ policyAddress, rolePolicyAddress }) => (layer === "key-policy" ? policyAddress : rolePolicyAddress)),
  );
  let changed = 0;
  const change = (text: unknown): string => {
    changed += 1;
    return JSON.stringify(withoutIn(JSON.parse(String(text)) as Document, removal));
  };
  for (const resource of copy.resource_changes.filter(({ address }) => addresses.has(address))) {
    if (resource.change.after["policy"] !== undefined)
      resource.change.after["policy"] = change(resource.change.after["policy"]);
  }
  // A role policy names its key, so that only the configuration has its text.
  for (const { address, expressions } of copy.configuration.root_module.resources) {
    const { policy } = expressions;
    if (layer === "role-policy" && addresses.has(address) && policy?.constant_value !== undefined)
      policy.constant_value = change(policy.constant_value);
  }
  if (changed < addresses.size) throw new Error(`only ${changed} of ${addresses.size} policies were changed`);
  return copy;
}

/** A statement for both grantees is taken apart first: one of them shall keep the action. */
function withoutIn(document: Document, { layer, grantee, action }: Removal): Document {
  const wanted = grantee === "role" ? "AWS" : "Service";
  const Statement = document.Statement.flatMap((statement) => {
    const actions = [statement.Action].flat();
    const { Principal } = statement;
    const concerned = layer === "role-policy" || Principal?.[wanted] !== undefined;
    if (!concerned || !actions.includes(action)) return [statement];
    const rest = actions.filter((each) => each !== action);
    if (layer === "role-policy") return [{ ...statement, Action: rest }];
    const others = Object.entries(Principal ?? {}).filter(([type]) => type !== wanted);
    return [
      { ...statement, Principal: { [wanted]: Principal?.[wanted] ?? [] }, Action: rest },
      ...(others.length === 0
        ? []
        : [{ ...statement, Sid: `${statement.Sid ?? ""}Other`, Principal: Object.fromEntries(others) }]),
    ];
  });
  return { ...document, Statement };
}
