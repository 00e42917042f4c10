import type { Document } from "./synthesize";

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

/** A configuration as JSON in which these policies lack these actions, and nothing else is changed. */
export function withoutActions(configuration: string, removals: Removals): string {
  const source = JSON.parse(configuration) as {
    readonly resource: Record<string, Record<string, { policy?: string } | undefined>>;
  };
  for (const [address, removal] of removals) {
    const [type = "", name = ""] = address.split(".");
    const resource = source.resource[type]?.[name];
    if (resource?.policy === undefined) throw new Error(`${address} has no policy`);
    const text = withoutAction(resource.policy, removal);
    if (text === resource.policy) throw new Error(`${address} does not allow ${removal.action}`);
    resource.policy = text;
  }
  return JSON.stringify(source);
}

/** A call of `jsonencode` that makes the policy of a role. */
const CALL = /^\$\{jsonencode\(.*\)\}$/;

/** A policy's text without the action. */
export function withoutAction(text: string, removal: Removal | undefined): string {
  if (removal !== undefined && CALL.test(text)) {
    return text.replace(`"${removal.action}"`, "").replace(/\[, /, "[").replace(/, , /, ", ").replace(/, \]/, "]");
  }
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
