import type { Service } from "../../../services";
import type { Value } from "../../../values";

/** The service of a CloudFormation type, and the type's own name: `AWS::Personalize::DatasetGroup` is `DatasetGroup`. */
export function serviceOfType(
  services: readonly Service[],
  type: Value | undefined,
): { readonly service: Service; readonly name: string } | undefined {
  if (typeof type !== "string") return undefined;
  for (const service of services) {
    const prefix = service.names?.cloudFormation;
    if (prefix !== undefined && type.startsWith(prefix)) return { service, name: type.slice(prefix.length) };
  }
  return undefined;
}
