import { operationById, type Service } from "../../../services";

/**
 * The operation behind a CloudFormation type (`DatasetGroup`) or an awscc type (`dataset_group`). A `Dataset` starts an
 * import where it holds an import job. `null`: a type that AWS added later.
 */
export function operationOfType(
  service: Service,
  type: string,
  properties: Readonly<Record<string, unknown>>,
): string | null {
  const id = type
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .replaceAll("_", "-")
    .toLowerCase();
  if (operationById(service, id) !== undefined) return id;
  const imports = Object.keys(properties).some((name) => /^dataset_?import_?job$/i.test(name));
  return imports ? "dataset-import-job" : null;
}
