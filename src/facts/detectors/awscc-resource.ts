import { isRemoved, type Resource } from "../../resolve";
import type { Service } from "../../services";
import type { Value } from "../../values";
import { type Detector, operationOfType, signalsOfCall } from "./reading";

/** Resources of the awscc provider: `awscc_personalize_dataset_group`. */
export const awsccResource: Detector = {
  id: "awscc-resource",
  *detect(lookup) {
    const prefixes = lookup.services.flatMap((service) =>
      service.names?.awscc === undefined ? [] : [{ service, prefix: service.names.awscc }],
    );
    for (const resource of lookup.infrastructure.resources) {
      if (resource.mode !== "managed" || isRemoved(resource)) continue;
      const found = prefixes.find(({ prefix }) => resource.type.startsWith(prefix));
      if (found === undefined) continue;
      yield* detectIn(lookup, resource, found.service, resource.type.slice(found.prefix.length));
    }
  },
};

/** The blocks and attributes in which these types hold keys, roles and places. */
const ATTRIBUTES = [
  "kms_key_arn",
  "role_arn",
  "dataset_import_job",
  "metrics_output_config",
  "job_input",
  "job_output",
  "data_source",
] as const;

function* detectIn(
  lookup: Parameters<Detector["detect"]>[0],
  resource: Resource,
  service: Service,
  name: string,
): ReturnType<Detector["detect"]> {
  const parameters: Record<string, Value> = {};
  for (const attribute of ATTRIBUTES) {
    const value = resource.attribute(attribute);
    if (value !== undefined) parameters[attribute] = value;
  }
  const attribute = ATTRIBUTES.find((each) => each in parameters) ?? "role_arn";
  yield* signalsOfCall(lookup, {
    service,
    operation: operationOfType(service, name, parameters),
    parameters,
    resource,
    attribute,
    also: Object.keys(parameters),
  });
}
