import type { Use } from "../facts";
import { kept } from "../grouping";
import { keysSeen } from "../policy";
import { spell } from "../values";
import type { Verdict } from "../verdict";
import type { Layer } from "../services";
import type { Call, Row } from "./access";
import { sorted, type NeededCall } from "./needed-calls";
import { contextOf, type Circumstance } from "./queries";
import { granteeOf } from "./grantees";
import { about, asking, type Asking, documented, effective, lackingLayer } from "./questions";
import { placeholdersOf } from "./using";

/** A use, and the calls that it needs of one grantee. */
export interface NeededByUse {
  readonly use: Use;
  readonly calls: readonly NeededCall[];
}

/** The answers about one grantee; sorted by action. Uses whose answers are alike share a call. */
export function answersFor(asking: Asking, byUse: readonly NeededByUse[]): readonly Call[] {
  const [first, ...others] = byUse;
  if (first !== undefined && others.length === 0) {
    return first.calls.map((call) => answer(asking, call, [first.use]));
  }
  const seesUsing = byUse.some(({ use }) => use.using !== null);
  return sorted(distinct(byUse)).flatMap((call) => {
    const needing = byUse.filter(({ calls }) => calls.some(({ name }) => name === call.name));
    if (seesUsing) return answersOfEach(asking, call, needing);
    const uses = needing.map(({ use }) => use);
    return [answer(asking, call, uses)];
  });
}

/** Uses that are alike share their calls. */
function distinct(byUse: readonly NeededByUse[]): readonly NeededCall[] {
  return [...new Set([...new Set(byUse.map(({ calls }) => calls))].flat())];
}

/** Asks for the resource of each use, once for all between which no policy could tell. */
function answersOfEach(asking: Asking, call: NeededCall, needing: readonly NeededByUse[]): readonly Call[] {
  const seenAlike = new Map<string, NeededByUse[]>();
  for (const each of needing) kept(seenAlike, seenOf(asking, call, each), () => []).push(each);
  const alike = new Map<string, { readonly call: Call; readonly uses: Use[] }>();
  for (const group of seenAlike.values()) {
    const uses = group.map(({ use }) => use);
    const own = sorted(distinct(group).filter(({ name }) => name === call.name));
    const found = answer(asking, own[0] ?? call, uses);
    const before = alike.get(likenessOf(found));
    if (before === undefined) alike.set(likenessOf(found), { call: found, uses });
    else before.uses.push(...uses);
  }
  const order = alike.size === seenAlike.size ? undefined : new Map(needing.map(({ use }, at) => [use, at]));
  return [...alike.values()].map(({ call: own, uses }) => {
    if (order !== undefined) uses.sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
    return own;
  });
}

/** What the policies can see of a call of a use: its condition keys that they name, and what is asked. */
function seenOf(asking: Asking, { name, action, context }: NeededCall, { use, calls }: NeededByUse): string {
  const { subject, parties } = asking;
  const own = calls.filter((each) => each.name === name).flatMap(({ required }) => required);
  const asked = own.map(({ requirement, held }) => `${requirement.id} ${held}`).join();
  // what will do instead is asked with conditions of its own
  const apart = own.some(({ requirement }) => requirement.fallback !== undefined);
  if (apart && use.using !== null) return `${asked} ${use.using.id}`;
  const keys = parties === null ? NO_KEYS : kept(seen, asking, () => keysSeen(parties.parties));
  if (keys.length === 0) return asked;
  const request = contextOf(subject, action, circumstanceOf(asking, context, use));
  const states = keys.map((key) => {
    const state = { ...request.state(key), sent: "" };
    return "values" in state
      ? `${JSON.stringify({ ...state, values: [] })}${spell(state.values)}`
      : JSON.stringify(state);
  });
  return [asked, ...states].join("\n");
}

const NO_KEYS: readonly string[] = [];

const seen = new WeakMap<Asking, readonly string[]>();

function circumstanceOf({ subject }: Asking, rows: Circumstance["rows"], use: Use): Circumstance {
  return { rows, placeholders: placeholdersOf(use, subject.service) };
}

/** What calls share that can be told as one. */
function likenessOf({ effective, rows }: Call): string {
  const all = rows.map(({ requirement, required, documented }) => [requirement.id, required, likeness(documented)]);
  return JSON.stringify([likeness(effective), all]);
}

function likeness(verdict: Verdict): unknown {
  if (verdict.outcome === "allowed") return verdict.outcome;
  return verdict.outcome === "denied" ? verdict.by : verdict.blockers;
}

/** What AWS's other try comes to, where all that ask for the call name one. */
function fallbackOf(
  { subject, incomplete }: Asking,
  action: string,
  required: NeededCall["required"],
  use: Use,
): Verdict | undefined {
  const [first, ...others] = required.map(({ requirement }) => requirement.fallback);
  if (first === undefined || others.some((id) => id !== first)) return undefined;
  const { key, service } = subject;
  const requirement = service.requirements.find(({ id }) => id === first);
  const grantee = requirement === undefined ? null : granteeOf(requirement.grantee, use, service);
  if (requirement === undefined || grantee === null) return undefined;
  const other = asking({ key, service, grantee }, incomplete);
  return effective(about(other, action, circumstanceOf(other, requirement.context ?? [], use)));
}

/** The better of two answers of which one is enough. */
function better(own: Verdict, instead: Verdict | undefined): Verdict {
  if (instead === undefined || instead.outcome === "denied" || own.outcome === "allowed") return own;
  return instead.outcome === "allowed" || own.outcome === "denied" ? instead : own;
}

/** The answers for these uses, between which the policies cannot tell. */
function answer(asking: Asking, { action, context, required }: NeededCall, uses: readonly Use[]): Call {
  const { key, service, grantee } = asking.subject;
  const rows: Row[] = [];
  const [use] = uses;
  const asked = about(asking, action, use === undefined ? undefined : circumstanceOf(asking, context, use));
  const instead = use === undefined ? undefined : fallbackOf(asking, action, required, use);
  const verdictOfOwn = effective(asked);
  const call: Call = { key, service, grantee, action, effective: better(verdictOfOwn, instead), rows, uses };
  const byLayer = new Map<Layer, Pick<Row, "documented" | "layer">>();
  for (const { requirement, held } of required) {
    const { layer } = requirement;
    const told = kept(byLayer, layer, () => {
      const verdict = better(documented(asked, layer), instead);
      const allowed = verdict.outcome === "allowed";
      return { documented: verdict, layer: layer !== "either" ? layer : allowed ? "key-policy" : lackingLayer(asked) };
    });
    rows.push({ call, requirement, required: held, ...told });
  }
  return call;
}
