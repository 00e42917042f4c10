import { compare, groupBy } from "../grouping";
import type { Facts, Key, Role, Use } from "../facts/facts";
import type { Confidence } from "../resolve/infrastructure";
import type { Requirement, Service } from "../services/service";
import type { Verdict } from "../verdict";
import { neededCalls, sorted, type NeededCall } from "./needed-calls";
import { exportNeedsOf, needsOf, type Need } from "./needs";
import type { Subject } from "./queries";
import { about, administers, asking, documented, effective, refusedOutright, type Asking } from "./questions";
import { serviceIn } from "./sources";

/** All that is asked about one key: who calls it, and whether they may. */
export interface KeyAccess {
  readonly key: Key;
  readonly uses: readonly Use[];
  readonly calls: readonly Call[];
  /** What would be needed besides, were the data of a dataset group exported; no export is seen. */
  readonly exportCalls: readonly Call[];
  /** The calls that a service makes itself under its grant: only a Deny matters to them. */
  readonly grantedCalls: readonly GrantedCall[];
}

/** One action that one grantee needs for one service, and every requirement that says so. */
export interface Call {
  readonly key: Key;
  readonly service: Service;
  readonly grantee: Grantee;
  readonly action: string;
  /** May the call succeed, all layers together? */
  readonly effective: Verdict;
  /** At least one. */
  readonly rows: readonly Row[];
  readonly uses: readonly Use[];
}

/** One requirement for one call: a row of the report's access table. */
export interface Row {
  readonly call: Call;
  readonly requirement: Requirement;
  readonly required: "yes" | "unknown";
  /** Does an Allow in the layer that AWS names match? */
  readonly documented: Verdict;
}

/** A call that a service makes in its own name under its grant. */
export interface GrantedCall {
  readonly key: Key;
  readonly service: Service;
  readonly action: string;
  /** Denied where a Deny takes it away; that nothing allows it does not count. */
  readonly verdict: Verdict;
  readonly uses: readonly Use[];
  /** The role's call of the same action, whose key policy is the same. */
  readonly beside: readonly Call[];
}

/** Who must be allowed. */
export type Grantee =
  { readonly kind: "role"; readonly role: Role | null } | { readonly kind: "service"; readonly principal: string };

/** A role's address or ARN, a service principal; `null` for a role that is not known. */
export function granteeId(grantee: Grantee): string | null {
  return grantee.kind === "service" ? grantee.principal : (grantee.role?.id ?? null);
}

/** A thing is as sure as the surest use that makes it matter. */
export function confidenceOf(uses: readonly Use[]): Confidence {
  return uses.some(({ confidence }) => confidence === "certain") ? "certain" : "inferred";
}

/** Asks every question about every key that is used, each once; sorted by plan and key. */
export function accessOf(facts: Facts): readonly KeyAccess[] {
  const byKey = groupBy(facts.uses, ({ key }) => `${key.plan} ${key.id}`);
  return [...byKey.values()]
    .map((uses) => accessTo(uses, facts))
    .sort((a, b) => a.key.plan - b.key.plan || compare(a.key.id, b.key.id));
}

/** The rows of these calls of which there may be something to tell: a documented call that gets through is none. */
export function openRows(calls: readonly Call[]): readonly Row[] {
  const open: Row[] = [];
  for (const { rows, effective } of calls) {
    const refused = effective.outcome !== "allowed";
    for (const row of rows) if (refused || row.documented.outcome !== "allowed") open.push(row);
  }
  return open;
}

function accessTo(uses: readonly Use[], facts: Facts): KeyAccess {
  const key = (uses[0] as Use).key;
  const administered = administers(key);
  const calls = callsOf(uses, facts, (use, service) => needsOf(use, service, administered));
  const exportCalls = callsOf(uses, facts, exportNeedsOf);
  return { key, uses, calls, exportCalls, grantedCalls: grantedCallsOf(key, uses, calls, facts) };
}

/** What is asked about one grantee of one service, and for which uses. */
interface Needed {
  readonly subject: Subject;
  readonly byUse: { readonly use: Use; readonly calls: readonly NeededCall[] }[];
}

function callsOf(
  uses: readonly Use[],
  { incomplete, services }: Facts,
  needs: (use: Use, service: Service) => readonly Need[],
): readonly Call[] {
  const found = new Map<string, Needed>();
  for (const use of uses) {
    const service = serviceIn(services, use.service);
    for (const { grantee: kind, calls } of neededCalls(needs(use, service))) {
      const grantee = granteeOf(kind, use, service);
      const name = JSON.stringify([service.id, kind, granteeId(grantee)]);
      let needed = found.get(name);
      if (needed === undefined) found.set(name, (needed = { subject: { key: use.key, service, grantee }, byUse: [] }));
      needed.byUse.push({ use, calls });
    }
  }
  return [...found]
    .sort(([a], [b]) => compare(a, b))
    .flatMap(([, { subject, byUse }]) => answers(asking(subject, incomplete), byUse));
}

function granteeOf(kind: Requirement["grantee"], use: Use, service: Service): Grantee {
  if (kind === "role") return { kind: "role", role: use.role };
  return { kind: "service", principal: service.principals[0] ?? service.id };
}

/** The answers about one grantee; sorted by action. */
function answers(asked: Asking, byUse: Needed["byUse"]): readonly Call[] {
  const [first, ...others] = byUse;
  if (first !== undefined && others.length === 0) {
    const uses = [first.use];
    return first.calls.map((call) => answer(asked, call, uses));
  }
  return sorted(byUse.flatMap(({ calls }) => calls)).map((call) =>
    answer(
      asked,
      call,
      byUse.flatMap(({ use, calls }) => (calls.some(({ action }) => action === call.action) ? [use] : [])),
    ),
  );
}

function answer(asking: Asking, { action, required }: NeededCall, uses: readonly Use[]): Call {
  const { key, service, grantee } = asking.subject;
  const rows: Row[] = [];
  const asked = about(asking, action);
  const call: Call = { key, service, grantee, action, effective: effective(asked), rows, uses };
  let ofKey: Verdict | undefined;
  let ofRole: Verdict | undefined;
  for (const { requirement, held } of required) {
    const verdict =
      requirement.layer === "key-policy"
        ? (ofKey ??= documented(asked, "key-policy"))
        : (ofRole ??= documented(asked, "role-policy"));
    rows.push({ call, requirement, required: held, documented: verdict });
  }
  return call;
}

function grantedCallsOf(
  key: Key,
  uses: readonly Use[],
  calls: readonly Call[],
  { services }: Facts,
): readonly GrantedCall[] {
  return [...groupBy(uses, ({ service }) => service)].flatMap(([id, ofService]) => {
    const service = serviceIn(services, id);
    return (service.grantedCalls?.actions ?? []).map((action) => ({
      key,
      service,
      action,
      verdict: refusedOutright(key, service, action),
      uses: ofService,
      beside: calls.filter((call) => call.service === service && call.action === action),
    }));
  });
}
