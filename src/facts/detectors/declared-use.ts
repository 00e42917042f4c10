import { isPattern, patternTest } from "../address-pattern";
import type { DeclaredUse, Key, Role } from "../facts";
import type { Detector, UnlinkedSignal, World } from "./reading/detector";

/** What no plan shows, a team states in `kmsgate.yaml`. */
export const declaredUse: Detector = {
  id: "declared-use",
  *detect(world) {
    for (const use of world.declaredUses) {
      const service = world.services.find(({ id }) => id === use.service);
      if (service === undefined) continue;
      const keys = keysOf(world, use);
      if (keys.length === 0) yield notFound(use, service.title);
      const exportSeen = use.operations?.some((operation) => operation.endsWith("export-job")) ?? false;
      const seen = {
        kind: "use",
        service,
        operations: use.operations,
        confidence: "certain",
        evidence: { address: use.at.file, attribute: "uses", file: use.at.file, line: use.at.line },
        datasetGroupKey: use.operations?.includes("dataset-group") ?? false,
        exportSeen,
        decides: true,
      } as const;
      const roles = keys.length === 0 ? [] : rolesOf(world, use);
      for (const key of keys) for (const role of roles) yield { ...seen, key, role };
    }
  },
};

function keysOf(world: World, { key: named }: DeclaredUse): readonly Key[] {
  if (isPattern(named)) {
    const isNamed = patternTest(named);
    return world.keys.filter(({ id }) => isNamed(id));
  }
  const resource = world.infrastructure.at(named);
  const value =
    resource === undefined ? named : resource.output(resource.type === "aws_kms_alias" ? "target_key_id" : "arn");
  const key = world.keyOf(value)?.key;
  return key === undefined ? [] : [key];
}

/** A role that is not there stays the role that was declared: no other takes its place. */
function rolesOf(world: World, { role }: DeclaredUse): readonly (Role | null)[] {
  if (role === null) return [null];
  const isNamed = isPattern(role) ? patternTest(role) : undefined;
  const found = isNamed === undefined ? [] : world.roles.filter(({ id }) => isNamed(id));
  if (found.length > 0) return found;
  return [world.roleOf(world.infrastructure.at(role)?.output("arn") ?? role)?.role ?? world.roleCalled(role)];
}

/** One kmsgate.yaml may serve several plans, so that a key which this one does not have is no error. */
function notFound({ key, at }: DeclaredUse, service: string): UnlinkedSignal {
  const because = `${at.file}:${String(at.line)} says that ${service} uses ${key}, but no such KMS key is in this plan`;
  return { kind: "unlinked", unlinked: { kind: "key", address: key, because } };
}
