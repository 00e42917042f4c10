import type { DeclaredUse, Key, Role } from "../facts";
import type { Confidence } from "../../resolve/infrastructure";
import type { Detector, World } from "./detector";

/** What no plan shows, a team states in `kmsgate.yaml`. */
export const declaredUse: Detector = {
  id: "declared-use",
  *detect(world) {
    for (const use of world.declaredUses) {
      const service = world.services.find(({ id }) => id === use.service);
      const key = keyOf(world, use);
      if (service === undefined || key === undefined) continue;
      const role = use.role === null ? undefined : roleOf(world, use.role);
      const exportSeen = use.operations?.some((operation) => operation.endsWith("export-job")) ?? false;
      yield {
        kind: "use",
        service,
        operations: use.operations,
        key,
        role: role?.role ?? null,
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

function roleOf(world: World, role: string): { role: Role; confidence: Confidence } | undefined {
  return world.roleOf(world.infrastructure.at(role)?.output("arn") ?? role);
}
