import { compare, groupBy } from "../grouping";
import type { Facts, Key, Role, Use } from "../facts/facts";
import type { Confidence } from "../resolve/infrastructure";
import type { Requirement, Service } from "../services/service";
import type { Verdict } from "../verdict";
import { exportNeedsOf, needsOf, type Need } from "./needs";
import { serviceIn } from "./sources";
import { administers, asking, documented, effective, refusedOutright, type Question } from "./questions";

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
  return calls.flatMap(({ rows, effective }) =>
    effective.outcome === "allowed" ? rows.filter(({ documented }) => documented.outcome !== "allowed") : rows,
  );
}

function accessTo(uses: readonly Use[], facts: Facts): KeyAccess {
  const key = (uses[0] as Use).key;
  const administered = administers(key);
  const calls = callsOf(uses, facts, (use, service) => needsOf(use, service, administered));
  const exportCalls = callsOf(uses, facts, exportNeedsOf);
  return { key, uses, calls, exportCalls, grantedCalls: grantedCallsOf(key, uses, calls, facts) };
}

/** What is needed of one (service, grantee, action): by which uses, and by which requirements. */
interface Needed {
  readonly question: Question;
  readonly uses: Set<Use>;
  readonly required: Map<Requirement, Need["required"]>;
}

function callsOf(
  uses: readonly Use[],
  { incomplete, services }: Facts,
  needs: (use: Use, service: Service) => readonly Need[],
): readonly Call[] {
  const found = new Map<string, Needed>();
  for (const use of uses) {
    const service = serviceIn(services, use.service);
    for (const { requirement, action, required } of needs(use, service)) {
      const grantee = granteeOf(requirement, use, service);
      const name = JSON.stringify([service.id, grantee.kind, granteeId(grantee), action]);
      let needed = found.get(name);
      if (needed === undefined) {
        const question = { key: use.key, service, grantee, action, incomplete };
        found.set(name, (needed = { question, uses: new Set(), required: new Map() }));
      }
      needed.uses.add(use);
      if (required === "yes" || !needed.required.has(requirement)) needed.required.set(requirement, required);
    }
  }
  return [...found].sort(([a], [b]) => compare(a, b)).map(([, needed]) => answer(needed));
}

function granteeOf(requirement: Requirement, use: Use, service: Service): Grantee {
  if (requirement.grantee === "role") return { kind: "role", role: use.role };
  return { kind: "service", principal: service.principals[0] ?? service.id };
}

function answer({ question, uses, required }: Needed): Call {
  const rows: Row[] = [];
  const { key, service, grantee, action } = question;
  const asked = asking(question);
  const call: Call = { key, service, grantee, action, effective: effective(asked), rows, uses: [...uses] };
  const layers = new Map<Requirement["layer"], Verdict>();
  for (const [requirement, held] of required) {
    const { layer } = requirement;
    const verdict = layers.get(layer) ?? documented(asked, layer);
    layers.set(layer, verdict);
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
