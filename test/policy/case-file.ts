import { Hole, isMap, text, type HoleShape, type Value } from "../../src/values/value";
import { parsePolicy, type AuthorizeQuery, type ContextState, type Grant, type RequestContext } from "../../src/policy";

/** One case as it stands in the file; see its own notes. */
export interface AuthorizationCase {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  readonly principal:
    | {
        readonly kind: "role";
        readonly arn: unknown;
        readonly account: unknown;
        readonly name: unknown;
        readonly session?: string;
        readonly uniqueId?: unknown;
      }
    | { readonly kind: "service"; readonly service: string | readonly string[] };
  readonly action: string;
  readonly keyArn: unknown;
  readonly keyAccount: unknown;
  readonly keyPolicy?: unknown;
  readonly identityPolicies?: readonly unknown[];
  readonly permissionsBoundary?: unknown;
  readonly grants?: readonly Readonly<Record<string, unknown>>[];
  readonly context?: Readonly<Record<string, unknown>>;
  readonly contextDefault?: "absent" | "unknown";
  readonly expected: "allowed" | "denied" | "unknown";
}

/** The query that a case asks. */
export function queryOf(given: AuthorizationCase): AuthorizeQuery {
  const fresh = freshIn(given);
  const value = (json: unknown, shape?: HoleShape): Value => valueOf(json, fresh, shape);
  const { principal } = given;
  return {
    principal:
      principal.kind === "service"
        ? principal
        : {
            kind: "role",
            arn: value(principal.arn, "arn"),
            account: value(principal.account, "account"),
            name: value(principal.name, "name"),
            ...(principal.session === undefined ? {} : { session: principal.session }),
            ...(principal.uniqueId === undefined ? {} : { uniqueId: value(principal.uniqueId, "id") }),
          },
    action: given.action,
    key: { arn: value(given.keyArn, "arn"), account: value(given.keyAccount, "account") },
    keyPolicy: given.keyPolicy === undefined ? null : parsePolicy(value(given.keyPolicy), { kind: "key" }),
    identityPolicies: (given.identityPolicies ?? []).map((policy, index) =>
      parsePolicy(value(policy), { kind: "identity", name: `policy ${index + 1}` }),
    ),
    ...(given.permissionsBoundary === undefined
      ? {}
      : { permissionsBoundary: parsePolicy(value(given.permissionsBoundary), { kind: "boundary" }) }),
    grants: (given.grants ?? []).map((grant, index) => grantOf(grant, index, value)),
    context: contextOf(given, value),
  };
}

type Read = (json: unknown, shape?: HoleShape) => Value;

function grantOf(grant: Readonly<Record<string, unknown>>, index: number, value: Read): Grant {
  return {
    name: `grant ${index + 1}`,
    granteePrincipal: value(grant.granteePrincipal ?? grant.granteeServicePrincipal),
    operations: value(grant.operations),
    ...(grant.constraints === undefined
      ? {}
      : { constraints: value(grant.constraints) as NonNullable<Grant["constraints"]> }),
  };
}

/** The ids that are marked fresh anywhere: the mark holds for the id, not for the place. */
function freshIn(json: unknown, found = new Set<string>()): ReadonlySet<string> {
  if (typeof json !== "object" || json === null) return found;
  const { $unknown: id, fresh } = json as { $unknown?: unknown; fresh?: unknown };
  if (typeof id === "string" && fresh === true) found.add(id);
  for (const member of Object.values(json)) freshIn(member, found);
  return found;
}

function valueOf(json: unknown, fresh: ReadonlySet<string>, shape: HoleShape = "any"): Value {
  if (Array.isArray(json)) return json.map((item) => valueOf(item, fresh));
  if (typeof json !== "object" || json === null) return json as Value;
  const { $unknown: id, $tpl: parts } = json as { $unknown?: unknown; $tpl?: unknown };
  if (typeof id === "string") return new Hole(id, { shape, fresh: fresh.has(id) });
  if (Array.isArray(parts)) {
    return text(parts.map((part) => (typeof part === "string" ? part : (valueOf(part, fresh) as Hole))));
  }
  return Object.fromEntries(Object.entries(json).map(([name, member]) => [name, valueOf(member, fresh)]));
}

const ENCRYPTION_CONTEXT = "kms:encryptioncontext:";

function contextOf({ context = {}, contextDefault = "absent" }: AuthorizationCase, value: Read): RequestContext {
  const states = new Map<string, ContextState>();
  const pairs: string[] = [];
  for (const [key, json] of Object.entries(context)) {
    const state = stateOf(value(json));
    states.set(key.toLowerCase(), state);
    if (key.toLowerCase().startsWith(ENCRYPTION_CONTEXT) && state.state !== "absent") {
      pairs.push(key.slice(ENCRYPTION_CONTEXT.length));
    }
  }
  // the keys of the encryption context are those of its pairs
  if (!states.has("kms:encryptioncontextkeys") && pairs.length > 0) {
    states.set("kms:encryptioncontextkeys", { state: "known", values: pairs });
  }
  return { state: (key) => states.get(key.toLowerCase()) ?? { state: contextDefault } };
}

function stateOf(value: Value): ContextState {
  if (isMap(value)) return { state: value.$absent === true ? "absent" : "present" };
  return { state: "known", values: Array.isArray(value) ? (value as readonly Value[]) : [value] };
}
