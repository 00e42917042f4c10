import { type ContextState, type RequestContext, UNKNOWN_STATE, contextHole, oneAmong } from "./evaluate";
import {
  type ContextEntry,
  type ContextFact,
  type ContextValue,
  type PlanFact,
  requestContextTable,
  type RowContext,
  type Service,
} from "../services";
import { type Placeholders, stateOfRows } from "./row-state";
import { Hole, isList, isMap, join, spell, type Value, type Words, wordsOf } from "../values";
import type { Basis } from "../verdict";

/** What a call is about, as far as condition keys are made of it. */
export interface ContextKey {
  readonly arn: Value;
  readonly account: Value;
  readonly region: Value;
  /** `SYMMETRIC_DEFAULT`, `ENCRYPT_DECRYPT`, `AWS_KMS`. */
  readonly spec: Value;
  readonly usage: Value;
  readonly keyOrigin: Value;
  readonly multiRegion: Value;
  readonly tags: Value;
  /** `alias/x`; there may be others. */
  readonly aliases: readonly Value[];
}

/** The role that a service was given. */
export interface ContextRole {
  readonly arn: Value;
  readonly account: Value;
  readonly uniqueId?: Value;
  readonly tags: Value;
}

/** One call that a service makes, with its role or in its own name. */
export interface ContextQuery {
  readonly service: Service;
  readonly caller: "role" | "service";
  /** `kms:Decrypt`. */
  readonly action: string;
  readonly key: ContextKey;
  /** `null`: not known, or the service calls in its own name. */
  readonly role: ContextRole | null;
  /** What the requirements of the call say of condition keys, besides what the service says of all its calls. */
  readonly rows?: readonly RowContext[];
  readonly placeholders?: Placeholders;
  /** The service principal that calls, where it is a requirement's own, or those among which it is; absent: the service's. */
  readonly principals?: readonly Words[];
}

/** Entries by key in lower case; those that stand for all keys of a beginning, by it. */
interface Index {
  readonly exact: ReadonlyMap<string, readonly TableEntry[]>;
  readonly beginnings: readonly (readonly [string, readonly TableEntry[]])[];
}

/** An entry, with the state that it gives whatever the plan says. */
interface TableEntry extends ContextEntry {
  readonly basis: Basis;
  readonly always: ContextState | undefined;
}

let index: Index | undefined;

/**
 * The condition keys of a call, as far as AWS's pages and the plan tell them: what the requirements of the call say, then what
 * the service says, then the table of all services, with the plan's facts put in. A key that none of them names may be absent or hold anything.
 */
export function requestContext(query: ContextQuery): RequestContext {
  const { exact, beginnings } = (index ??= indexed(requestContextTable));
  const rows = [...(query.rows ?? []), ...(query.service.context ?? [])];
  return {
    state(name) {
      const key = name.toLowerCase();
      const ofRows = rows.length === 0 ? undefined : stateOfRows(rows, key, query, (of) => tagState(of, key, query));
      if (ofRows !== undefined) return ofRows;
      const entry = exact.get(key)?.find((each) => fits(each, query)) ?? beginning(beginnings, key, query);
      if (entry === undefined) return UNKNOWN_STATE;
      return entry.always ?? { ...ofPlan(entry.fact, key, query), basis: entry.basis };
    },
  };
}

function indexed(table: readonly ContextEntry[]): Index {
  const found = new Map<string, TableEntry[]>();
  for (const entry of table.map(tableEntry)) {
    for (const key of entry.keys.map((each) => each.toLowerCase())) found.set(key, [...(found.get(key) ?? []), entry]);
  }
  const all = [...found];
  return {
    exact: new Map(all.filter(([key]) => !key.endsWith("*"))),
    beginnings: all.filter(([key]) => key.endsWith("*")).map(([key, entries]) => [key.slice(0, -1), entries] as const),
  };
}

function tableEntry(entry: ContextEntry): TableEntry {
  const basis: Basis = entry.label === "trace" ? "trace" : "documentation";
  const always = withoutPlan(entry.fact);
  return { ...entry, basis, always: always === undefined ? undefined : { ...always, basis } };
}

function beginning(beginnings: Index["beginnings"], key: string, query: ContextQuery): TableEntry | undefined {
  for (const [start, entries] of beginnings) {
    if (key.startsWith(start)) return entries.find((each) => fits(each, query));
  }
  return undefined;
}

function fits({ caller, actions }: ContextEntry, query: ContextQuery): boolean {
  return (
    (caller === "either" || caller === query.caller) &&
    (actions === undefined || actions.some((action) => action.toLowerCase() === query.action.toLowerCase()))
  );
}

function withoutPlan(fact: ContextFact): ContextState | undefined {
  switch (fact.state) {
    case "absent":
    case "present":
    case "unknown":
      return { state: fact.state };
    case "not-ours":
      return { state: "not-ours", possiblyAbsent: true };
    case "since":
      return { state: "present", notBefore: fact.date };
    case "is": {
      const texts = fact.values.filter((value) => typeof value === "string");
      return texts.length === fact.values.length ? oneAmong(texts) : undefined;
    }
    default:
      return undefined;
  }
}

function ofPlan(fact: ContextFact, key: string, query: ContextQuery): ContextState {
  switch (fact.state) {
    case "tag":
      return tagState(fact.of, key, query);
    case "at-least":
      return { state: "known", values: valuesOf({ plan: fact.values }, key, query), more: true };
    case "is":
      return oneAmong(fact.values.flatMap((value) => valuesOf(value, key, query)));
    case "one-of": {
      const values = fact.values.flatMap((value) => valuesOf(value, key, query));
      return { state: "one-of", values, possiblyAbsent: true };
    }
    default:
      return UNKNOWN_STATE;
  }
}

function valuesOf(value: ContextValue, key: string, query: ContextQuery): readonly Value[] {
  if (typeof value === "string") return [value];
  if (value.plan === "key.aliases") return query.key.aliases;
  if (value.plan === "service.principals") return query.principals ?? query.service.principals;
  return [planFact(value.plan, key, query) ?? contextHole(key)];
}

type OneValued = Exclude<PlanFact, "key.aliases" | "service.principals">;

function planFact(fact: OneValued, key: string, query: ContextQuery): Value | undefined {
  const { role } = query;
  switch (fact) {
    case "role.arn":
      return wordsOf(role?.arn);
    case "role.account":
      return wordsOf(role?.account);
    case "role.user-id":
      return role === null ? undefined : userId(role, key);
    case "service.grantee":
      return contextHole(key, "name");
    case "using.account":
      return wordsOf(query.placeholders?.valueOf("using.account") ?? query.key.account);
    case "key.account":
      return wordsOf(query.key.account);
    case "key.region":
      return wordsOf(query.key.region);
    case "key.spec":
      return wordsOf(query.key.spec);
    case "key.usage":
      return wordsOf(query.key.usage);
    case "key.origin":
      return wordsOf(query.key.keyOrigin);
    case "key.multi-region":
      return wordsOf(query.key.multiRegion);
  }
}

function userId(role: ContextRole, key: string): Value {
  const id = wordsOf(role.uniqueId) ?? new Hole(`unique id of ${spell(role.arn)}`, { shape: "id" });
  return join([id, ":", contextHole(key, "name")]);
}

/**
 * A tag, whose name does not mind case. A key has the tags of the plan and no others; a session may have tags of its own
 * besides those of its role.
 */
function tagState(of: "role" | "key", key: string, { role, key: ofKey }: ContextQuery): ContextState {
  const tags = of === "key" ? ofKey.tags : (role?.tags ?? null);
  const missing: ContextState = of === "key" ? { state: "absent" } : UNKNOWN_STATE;
  if (tags === null && of === "key") return missing;
  if (!isMap(tags)) return UNKNOWN_STATE;
  const name = key.slice(key.indexOf("/") + 1);
  const found = Object.keys(tags).filter((each) => each.toLowerCase() === name);
  const value = found.length === 1 ? tags[found[0] ?? ""] : undefined;
  if (found.length > 1) return UNKNOWN_STATE;
  if (value === undefined || value === null) return missing;
  return isList(value) || wordsOf(value) === undefined ? UNKNOWN_STATE : { state: "known", values: [value] };
}
