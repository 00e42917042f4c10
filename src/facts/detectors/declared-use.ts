import { asksForRole, givesKeyToData, isExport, type Service } from "../../services";
import { isPattern, patternTest } from "../address-pattern";
import type { DeclaredUse, Key, Role } from "../facts";
import type { Lookup } from "../lookup";
import { serviceLinkedRole, usingDeclared } from "../signals";
import type { Detector, UnlinkedSignal, UseSignal } from "./reading";

/** What no plan shows, a team states in `kmsgate.yaml`. */
export const declaredUse: Detector = {
  id: "declared-use",
  *detect(lookup) {
    for (const use of lookup.declaredUses) {
      const service = lookup.allServices.find(({ id }) => id === use.service);
      if (service === undefined) continue;
      const keys = keysOf(lookup, use);
      if (keys.length === 0) yield notFound(use, service.title);
      const exportSeen = use.operations?.some(isExport) ?? false;
      const seen = {
        kind: "use",
        service,
        operations: use.operations,
        confidence: "certain",
        evidence: { address: use.at.file, attribute: "uses", file: use.at.file, line: use.at.line },
        datasetGroupKey: use.operations?.some((operation) => givesKeyToData(service, operation)) ?? false,
        exportSeen,
        ...ofResources(lookup, service, use),
        declared: "by-team",
      } as const;
      const roles = keys.length === 0 ? [] : rolesOf(lookup, use);
      for (const key of keys) for (const role of roles) yield { ...seen, key, role };
    }
  },
};

/** Of a service that only resources show to use a key: the one that is declared, and whether it is given a role at all. */
function ofResources(
  lookup: Lookup,
  service: Service,
  { using: named, role, operations }: DeclaredUse,
): Pick<UseSignal, "using" | "serviceLinkedRole" | "withoutRole"> {
  if (service.names !== undefined) return {};
  const withoutRole = role === null && !asksForRole(service, operations) ? ({ withoutRole: true } as const) : {};
  if (named === undefined) return withoutRole;
  const { using, partition } = usingDeclared(lookup, named);
  const linked = serviceLinkedRole(lookup, service, operations, { using, partition });
  return { using, ...withoutRole, ...(linked !== undefined && { serviceLinkedRole: linked }) };
}

function keysOf(lookup: Lookup, { key: named }: DeclaredUse): readonly Key[] {
  if (isPattern(named)) {
    const isNamed = patternTest(named);
    return lookup.keys.filter(({ id }) => isNamed(id));
  }
  const resource = lookup.infrastructure.at(named);
  const value =
    resource === undefined ? named : resource.output(resource.type === "aws_kms_alias" ? "target_key_id" : "arn");
  const key = lookup.keyOf(value)?.key;
  return key === undefined ? [] : [key];
}

/** A role that is not there stays the role that was declared: no other takes its place. */
function rolesOf(lookup: Lookup, { role }: DeclaredUse): readonly (Role | null)[] {
  if (role === null) return [null];
  const isNamed = isPattern(role) ? patternTest(role) : undefined;
  const found = isNamed === undefined ? [] : lookup.roles.filter(({ id }) => isNamed(id));
  if (found.length > 0) return found;
  return [lookup.roleOf(lookup.infrastructure.at(role)?.output("arn") ?? role)?.role ?? lookup.roleCalled(role)];
}

/** One kmsgate.yaml may serve several plans, so that a key which this one does not have is no error. */
function notFound({ key, at }: DeclaredUse, service: string): UnlinkedSignal {
  const because = `${at.file}:${String(at.line)} says that ${service} uses ${key}, but no such KMS key is in this plan`;
  return { kind: "unlinked", unlinked: { kind: "key", address: key, because } };
}
