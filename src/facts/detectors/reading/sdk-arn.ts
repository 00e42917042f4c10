import type { Service } from "../../../services";
import type { Value } from "../../../values";

/**
 * The service and API action of an SDK integration:
 * `arn:aws:states:::aws-sdk:personalize:createDatasetGroup.waitForTaskToken`, `arn:aws:scheduler:::aws-sdk:…`.
 */
export function serviceOfSdkArn(
  services: readonly Service[],
  by: "states" | "scheduler",
  arn: Value | undefined,
): { readonly service: Service; readonly action: string } | undefined {
  if (typeof arn !== "string") return undefined;
  const [, caller, name, action] = /^arn:[^:]+:([a-z]+):::aws-sdk:([^:]+):([A-Za-z0-9]+)/.exec(arn) ?? [];
  if (caller !== by || name === undefined || action === undefined) return undefined;
  const service = services.find(({ names }) => names?.sdk === name.toLowerCase());
  return service === undefined ? undefined : { service, action };
}
