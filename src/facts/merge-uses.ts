import { isOfExport, type Requirement, requirementsOf } from "../services";
import { compare, groupBy, push } from "../grouping";
import type { Bucket, Evidence, Key, Use, Using } from "./facts";
import type { Lookup } from "./lookup";
import { type FindOpen, openUses } from "./open-uses";
import { mayOnlyRead, operationsOfRole, type PossibleUseSignal, type UseSignal } from "./detectors";

/** What is seen beside the uses. */
interface SeenBeside {
  /** The services of which an export is seen. */
  readonly exports: ReadonlySet<string>;
  readonly possible: readonly PossibleUseSignal[];
}

/**
 * Makes one use of all signals about one service, key and role. A signal that names no role stands for the roles that
 * other signals name with the same service and key; where there are none, for every role of the plan that trusts the
 * service (each of them must pass). Where there are none of those either, or where the key's policy lets a role use it that
 * cannot be seen, the role is not known; unless whoever manages the key declares each such role.
 */
export function mergeUses(lookup: Lookup, given: readonly UseSignal[], seen: SeenBeside): readonly Use[] {
  const exporting = new Set(seen.exports);
  const findOpen = openUses(seen.possible);
  for (const { exportSeen, service } of given) if (exportSeen === true) exporting.add(service.id);
  const found: { readonly name: string; readonly use: Use }[] = [];
  const ofResources = given.filter(isOfResource);
  const signals = ofResources.length === 0 ? given : withoutShown(given, ofResources);
  for (const [name, group] of groupBy(ofResources, nameOfResource)) found.push({ name, use: useOfResource(group) });
  const ofCalls = ofResources.length === 0 ? signals : signals.filter((signal) => !isOfResource(signal));
  const buckets = ofCalls.length === 0 ? new Map<Key, Bucket[]>() : bucketsByKey(lookup);
  for (const [pair, group] of groupBy(ofCalls, pairOf)) {
    for (const [role, settled] of groupBy(withRoles(lookup, group), (signal) => signal.role?.id ?? "")) {
      const use = useOf(settled, exporting);
      const encrypted = buckets.get(use.key);
      const openTo = openToWhat(lookup, settled, findOpen);
      const more = { ...(encrypted !== undefined && { buckets: encrypted }), ...(openTo !== undefined && { openTo }) };
      found.push({ name: `${pair} ${role}`, use: { ...use, ...more } });
    }
  }
  return found.sort((a, b) => compare(a.name, b.name)).map(({ use }) => use);
}

/** The buckets that keys encrypt. */
function bucketsByKey(lookup: Lookup): ReadonlyMap<Key, Bucket[]> {
  const found = new Map<Key, Bucket[]>();
  for (const bucket of lookup.buckets) {
    const key = lookup.keyOfBucket(bucket)?.key;
    if (key !== undefined) push(found, key, bucket);
  }
  return found;
}

/** The signals about one service and key, those that name no role put to the roles that they stand for. */
function withRoles(lookup: Lookup, group: readonly UseSignal[]): readonly UseSignal[] {
  const named = new Set(group.flatMap(({ role, declared }) => (isInPlan(declared) ? [] : (role ?? []))));
  const stated = new Set(group.flatMap(({ role, declared }) => (declared === "by-owner" ? (role ?? []) : [])));
  const unseen = new Set(group.flatMap(({ unseenRoles = [] }) => unseenRoles));
  return group.flatMap((signal): UseSignal | readonly UseSignal[] => {
    if (signal.role !== null) return signal;
    // Of the operations of such a role, a signal that does not know it says nothing.
    const base = { ...signal, operations: signal.operations ?? [], ...(isInPlan(signal.declared) && ONLY_ADDS) };
    if (named.size > 0) return [...named, ...stated].map((role) => ({ ...base, role }));
    const plan = lookup.infrastructure.at(signal.evidence.address)?.plan ?? signal.key.plan;
    if (unseen.size > 0) {
      const isStated = [...unseen].every((role) => stated.has(role));
      return isStated ? [...stated].map((role) => ({ ...base, role })) : base;
    }
    const possible = lookup.serviceRoles(signal.service, plan);
    if (possible.length === 0) return stated.size === 0 ? base : [...stated].map((role) => ({ ...base, role }));
    return possible.map((role) => {
      const operations = signal.operations ?? operationsOfRole(lookup, signal.service, role);
      return { ...base, operations, role, confidence: "inferred" };
    });
  });
}

/** What names no role speaks for none. */
const ONLY_ADDS = { declared: "elsewhere" } as const;

/** Whether the plan itself states it: then it is weighed by who does. */
function isInPlan(declared: UseSignal["declared"]): boolean {
  return declared === "by-owner" || declared === "elsewhere";
}

/** What the plan declares beside a resource that shows the same use says nothing more. */
function withoutShown(signals: readonly UseSignal[], ofResources: readonly ResourceSignal[]): readonly UseSignal[] {
  const shown = new Set(
    ofResources.flatMap((signal) => (signal.operations ?? []).map((each) => `${pairOf(signal)} ${each}`)),
  );
  return signals.filter((signal) => {
    const { declared, operations, role } = signal;
    if (!isInPlan(declared) || operations === null || role !== null) return true;
    return !operations.every((each) => shown.has(`${pairOf(signal)} ${each}`));
  });
}

function useOf(group: readonly UseSignal[], exporting: ReadonlySet<string>): Use {
  const [first] = group as readonly [UseSignal];
  const writtenAs =
    group.find(({ keyWrittenAs }) => keyWrittenAs?.acceptsAlias === false) ??
    group.find(({ keyWrittenAs }) => keyWrittenAs);
  const datasetGroupKey = group.some((signal) => signal.datasetGroupKey);
  return {
    service: first.service.id,
    operations: operationsOf(group),
    key: first.key,
    role: first.role,
    confidence: group.some(({ confidence }) => confidence === "certain") ? "certain" : "inferred",
    evidence: evidenceOf(group),
    ...(writtenAs?.keyWrittenAs === undefined ? {} : { keyWrittenAs: writtenAs.keyWrittenAs }),
    datasetGroupKey,
    exportSeen:
      group.some(({ exportsIt }) => exportsIt === true) || (datasetGroupKey && exporting.has(first.service.id)),
    ...undeclaredIn(group),
    using: null,
    ...(first.withoutRole === true && { withoutRole: true }),
  };
}

/** What the plan declares of this use, and leaves out although the plan shows it too. */
function undeclaredIn(group: readonly UseSignal[]): Pick<Use, "undeclared"> {
  const declaring = group.filter(({ declared, operations }) => isInPlan(declared) && operations !== null);
  if (declaring.length === 0) return {};
  const declared = new Set(declaring.flatMap(({ operations }) => operations ?? []));
  const shown = group.flatMap((signal) => (signal.shown === true ? (signal.operations ?? []) : []));
  const operations = [...new Set(shown)].filter((each) => !declared.has(each)).sort();
  return operations.length === 0 ? {} : { undeclared: { operations, declarations: evidenceOf(declaring) } };
}

/** A team speaks for whatever it declares; whoever manages the key, for the role that is named. */
function speaksForAll({ declared, operations, role }: UseSignal): boolean {
  return operations !== null && (declared === "by-team" || (declared === "by-owner" && role !== null));
}

/**
 * The operations that were seen or declared. A role that could start anything (`null`) leaves them open only where what was
 * seen would spare the role something; but what a team declares speaks for it. `null`: not known.
 */
function operationsOf(group: readonly UseSignal[]): readonly string[] | null {
  const known = [...new Set(group.flatMap(({ operations }) => operations ?? []))].sort();
  if (known.length === 0) return null;
  const declared = group.some((signal) => speaksForAll(signal));
  const [{ service }] = group as readonly [UseSignal];
  const open = !declared && group.some(({ operations }) => operations === null);
  const spared =
    requirementsOf(service, known).filter(isAlways).length < requirementsOf(service, null).filter(isAlways).length;
  return open && spared ? null : known;
}

/** What a use may be besides, unless a team states its operations: what cannot be read may be a call of others. */
function openToWhat(lookup: Lookup, group: readonly UseSignal[], findOpen: FindOpen): Use["openTo"] {
  const isStated = ({ declared, operations }: UseSignal): boolean =>
    (declared === "by-team" || declared === "by-owner") && operations !== null;
  if (group.some(isStated)) return undefined;
  const [{ key, role, service }] = group as readonly [UseSignal];
  const open = findOpen(key, role);
  const at = open === undefined && role !== null ? role.possiblyAttached[0]?.location : undefined;
  return at !== undefined && role !== null && mayOnlyRead(lookup, service, role) ? { what: "use", at } : open;
}

function isAlways(requirement: Requirement): boolean {
  return !isOfExport(requirement);
}

interface ResourceSignal extends UseSignal {
  readonly using: Using;
}

function isOfResource(signal: UseSignal): signal is ResourceSignal {
  return signal.using !== undefined;
}

/** What tells a use that a resource shows from another. */
function nameOfResource(signal: ResourceSignal): string {
  const { operations, using, role, unsupported } = signal;
  const { source, destination, carrier, bucketKey } = using;
  const parts = [using, source, destination, carrier].map((each) => each?.id ?? "");
  return [
    pairOf(signal),
    ...(operations ?? []),
    ...parts,
    role?.id ?? "",
    bucketKey,
    String(unsupported !== undefined),
  ].join(" ");
}

function useOfResource(group: readonly ResourceSignal[]): Use {
  const [first] = group as readonly [ResourceSignal];
  const { service, operations, key, role, using, serviceLinkedRole, withoutRole, unsupported, keyWrittenAs } = first;
  return {
    service: service.id,
    operations,
    key,
    role,
    confidence: "certain",
    evidence: evidenceOf(group),
    ...(keyWrittenAs !== undefined && { keyWrittenAs }),
    datasetGroupKey: false,
    exportSeen: false,
    using,
    ...(serviceLinkedRole !== undefined && { serviceLinkedRole }),
    ...(withoutRole === true && { withoutRole }),
    ...(unsupported !== undefined && { unsupported }),
  };
}

function evidenceOf(group: readonly UseSignal[]): readonly Evidence[] {
  const [first, ...others] = new Set(group.map(({ evidence }) => evidence));
  if (first !== undefined && others.length === 0) return [first];
  const found = new Map<string, Evidence>();
  for (const { evidence } of group)
    found.set(`${evidence.address} ${evidence.attribute} ${String(evidence.line ?? "")}`, evidence);
  return [...found].sort(([a], [b]) => compare(a, b)).map(([, each]) => each);
}

function pairOf({ service, key }: UseSignal): string {
  return `${String(key.plan)} ${key.id} ${service.id}`;
}
