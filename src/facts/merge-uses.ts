import { groupBy } from "../grouping";
import { requirementsOf } from "../services/catalogue";
import type { Requirement } from "../services/service";
import type { Evidence, Key, Role, Use } from "./facts";
import type { UseSignal, World } from "./uses/detector";
import { operationsOfRole } from "./uses/operations-of-role";

/**
 * Makes one use of all signals about one service, key and role. A signal that names no role stands for the roles that
 * other signals name with the same service and key; where there are none, for every role of the plan that trusts the
 * service (each of them must pass). Where there are none of those either, or where the key's policy lets a role use it that
 * cannot be seen, the role is not known.
 */
export function mergeUses(world: World, signals: readonly UseSignal[], exports: ReadonlySet<string>): readonly Use[] {
  const named = groupBy(
    signals.filter(({ role }) => role !== null),
    (signal) => pair(signal),
  );
  const elsewhere = new Set(signals.filter(({ roleMayBeElsewhere }) => roleMayBeElsewhere === true).map(pair));
  const settled = signals.flatMap((signal): readonly UseSignal[] => {
    if (signal.role !== null) return [signal];
    const roles = new Set((named.get(pair(signal)) ?? []).flatMap(({ role }) => role ?? []));
    // Of the operations of such a role, a signal that does not know it says nothing.
    const base = { ...signal, operations: signal.operations ?? [] };
    if (roles.size > 0) return [...roles].map((role) => ({ ...base, role }));
    const plan = world.infrastructure.at(signal.evidence.address)?.plan ?? signal.key.plan;
    const possible = elsewhere.has(pair(signal)) ? [] : world.serviceRoles(signal.service, plan);
    if (possible.length === 0) return [base];
    return possible.map((role) => {
      const operations = signal.operations ?? operationsOfRole(world, signal.service, role);
      return { ...base, operations, role, confidence: "inferred" };
    });
  });
  const exporting = new Set([
    ...exports,
    ...signals.filter(({ exportSeen }) => exportSeen).map(({ service }) => service.id),
  ]);
  return [...groupBy(settled, (signal) => `${pair(signal)} ${signal.role?.id ?? ""}`)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, group]) => useOf(group, exporting));
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
  };
}

/**
 * The operations that were seen or declared. A role that could start anything (`null`) leaves them open only where what was
 * seen would spare the role something; but what a team declares speaks for it. `null`: not known.
 */
function operationsOf(group: readonly UseSignal[]): readonly string[] | null {
  const declared = group.filter(({ decides, operations }) => decides === true && operations !== null);
  const known = [...new Set(group.flatMap(({ operations }) => operations ?? []))].sort();
  const [{ service }] = group as readonly [UseSignal];
  if (known.length === 0) return null;
  const open = declared.length === 0 && group.some(({ operations }) => operations === null);
  const spared =
    requirementsOf(service, known).filter(isAlways).length < requirementsOf(service, null).filter(isAlways).length;
  return open && spared ? null : known;
}

function isAlways({ when }: Requirement): boolean {
  return when !== "dataset-group-key-exported";
}

function evidenceOf(group: readonly UseSignal[]): readonly Evidence[] {
  const found = new Map<string, Evidence>();
  for (const { evidence } of group)
    found.set(`${evidence.address} ${evidence.attribute} ${String(evidence.line ?? "")}`, evidence);
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each);
}

function pair({
  service,
  key,
}: {
  readonly service: { readonly id: string };
  readonly key: Key;
  readonly role: Role | null;
}): string {
  return `${String(key.plan)} ${key.id} ${service.id}`;
}
