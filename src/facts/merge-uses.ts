import { isOfExport, type Requirement, requirementsOf } from "../services";
import { compare, groupBy } from "../grouping";
import type { Evidence, Use, Using } from "./facts";
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
 * cannot be seen, the role is not known.
 */
export function mergeUses(lookup: Lookup, signals: readonly UseSignal[], seen: SeenBeside): readonly Use[] {
  const exporting = new Set(seen.exports);
  const findOpen = openUses(seen.possible);
  for (const { exportSeen, service } of signals) if (exportSeen === true) exporting.add(service.id);
  const found: { readonly name: string; readonly use: Use }[] = [];
  const ofResources = signals.filter(isOfResource);
  for (const [name, group] of groupBy(ofResources, nameOfResource)) found.push({ name, use: useOfResource(group) });
  const ofCalls = ofResources.length === 0 ? signals : signals.filter((signal) => !isOfResource(signal));
  for (const [pair, group] of groupBy(ofCalls, pairOf)) {
    for (const [role, settled] of groupBy(withRoles(lookup, group), (signal) => signal.role?.id ?? "")) {
      const use = useOf(settled, exporting);
      const openTo = openToWhat(lookup, settled, findOpen);
      found.push({ name: `${pair} ${role}`, use: openTo === undefined ? use : { ...use, openTo } });
    }
  }
  return found.sort((a, b) => compare(a.name, b.name)).map(({ use }) => use);
}

/** The signals about one service and key, those that name no role put to the roles that they stand for. */
function withRoles(lookup: Lookup, group: readonly UseSignal[]): readonly UseSignal[] {
  const named = new Set(group.flatMap(({ role }) => role ?? []));
  const elsewhere = group.some(({ roleMayBeElsewhere }) => roleMayBeElsewhere === true);
  return group.flatMap((signal): UseSignal | readonly UseSignal[] => {
    if (signal.role !== null) return signal;
    // Of the operations of such a role, a signal that does not know it says nothing.
    const base = { ...signal, operations: signal.operations ?? [] };
    if (named.size > 0) return [...named].map((role) => ({ ...base, role }));
    const plan = lookup.infrastructure.at(signal.evidence.address)?.plan ?? signal.key.plan;
    const possible = elsewhere ? [] : lookup.serviceRoles(signal.service, plan);
    if (possible.length === 0) return base;
    return possible.map((role) => {
      const operations = signal.operations ?? operationsOfRole(lookup, signal.service, role);
      return { ...base, operations, role, confidence: "inferred" };
    });
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
    exportSeen: datasetGroupKey && exporting.has(first.service.id),
    using: null,
  };
}

/**
 * The operations that were seen or declared. A role that could start anything (`null`) leaves them open only where what was
 * seen would spare the role something; but what a team declares speaks for it. `null`: not known.
 */
function operationsOf(group: readonly UseSignal[]): readonly string[] | null {
  const known = [...new Set(group.flatMap(({ operations }) => operations ?? []))].sort();
  if (known.length === 0) return null;
  const declared = group.filter(({ decides, operations }) => decides === true && operations !== null);
  const [{ service }] = group as readonly [UseSignal];
  const open = declared.length === 0 && group.some(({ operations }) => operations === null);
  const spared =
    requirementsOf(service, known).filter(isAlways).length < requirementsOf(service, null).filter(isAlways).length;
  return open && spared ? null : known;
}

/** What a use may be besides, unless a team states its operations: what cannot be read may be a call of others. */
function openToWhat(lookup: Lookup, group: readonly UseSignal[], findOpen: FindOpen): Use["openTo"] {
  if (group.some(({ decides, operations }) => decides === true && operations !== null)) return undefined;
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
