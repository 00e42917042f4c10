import { isSensitive, type Json, type JsonObject, type Plan } from "../../plan";

const ARN = /arn:(aws[a-z-]*):/g;

/** The one partition that all ARNs of a plan name; `undefined` where they name none, or several. Sensitive values tell nothing. */
export function namedPartition(plan: Plan): string | undefined {
  const partitions = new Set<string>();
  const look = (text: string): void => {
    for (const [, partition] of text.matchAll(ARN)) if (partition !== undefined) partitions.add(partition);
  };
  for (const resource of plan.resources) {
    const open = (name: string): boolean => !isSensitive(resource, name);
    eachAttribute(resource.after, open, look);
    eachAttribute(resource.before, open, look);
  }
  for (const { values } of plan.prior) eachAttribute(values, () => true, look);
  // All instances of a resource are written once.
  const byConfigured = new Map(plan.resources.map(({ address }) => [address.configured, address]));
  for (const address of byConfigured.values())
    eachAttribute(plan.configuration?.resource(address)?.expressions ?? null, () => true, look);
  const [partition] = partitions;
  return partitions.size === 1 ? partition : undefined;
}

function eachAttribute(
  values: JsonObject | null,
  wanted: (name: string) => boolean,
  visit: (text: string) => void,
): void {
  for (const [name, value] of Object.entries(values ?? {})) {
    // Most attributes hold no ARN, whether they are wanted or not.
    if (holdsArn(value) && wanted(name)) eachString(value, visit);
  }
}

function holdsArn(value: Json): boolean {
  if (typeof value === "string") return value.includes("arn:");
  return typeof value === "object" && value !== null && Object.values(value).some(holdsArn);
}

function eachString(value: Json, visit: (text: string) => void): void {
  if (typeof value === "string") visit(value);
  else if (typeof value === "object" && value !== null)
    for (const item of Object.values(value)) eachString(item, visit);
}
