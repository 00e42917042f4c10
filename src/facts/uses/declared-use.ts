import type { DeclaredUse, Key, Role } from "../facts";
import type { Detector, UnlinkedSignal, World } from "./detector";

/** What no plan shows, a team states in `kmsgate.yaml`. */
export const declaredUse: Detector = {
  id: "declared-use",
  *detect(world) {
    for (const use of world.declaredUses) {
      const service = world.services.find(({ id }) => id === use.service);
      const key = keyOf(world, use);
      if (service === undefined) continue;
      if (key === undefined) {
        yield notFound(use, service.title);
        continue;
      }
      const role = use.role === null ? null : roleOf(world, use.role);
      const exportSeen = use.operations?.some((operation) => operation.endsWith("export-job")) ?? false;
      yield {
        kind: "use",
        service,
        operations: use.operations,
        key,
        role,
        confidence: "certain",
        evidence: { address: use.at.file, attribute: "uses", file: use.at.file, line: use.at.line },
        datasetGroupKey: use.operations?.includes("dataset-group") ?? false,
        exportSeen,
        decides: true,
      };
    }
  },
};

function keyOf(world: World, use: DeclaredUse): Key | undefined {
  const resource = world.infrastructure.at(use.key);
  const value =
    resource === undefined ? use.key : resource.output(resource.type === "aws_kms_alias" ? "target_key_id" : "arn");
  return world.keyOf(value)?.key;
}

/** A role that is not there stays the role that was declared: no other takes its place. */
function roleOf(world: World, role: string): Role {
  return world.roleOf(world.infrastructure.at(role)?.output("arn") ?? role)?.role ?? world.roleCalled(role);
}

/** One kmsgate.yaml may serve several plans, so that a key which this one does not have is no error. */
function notFound({ key, at }: DeclaredUse, service: string): UnlinkedSignal {
  const because = `${at.file}:${String(at.line)} says that ${service} uses ${key}, but no such KMS key is in this plan`;
  return { kind: "unlinked", unlinked: { kind: "key", address: key, because } };
}
