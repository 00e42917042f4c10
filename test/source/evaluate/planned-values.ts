import type { Json, JsonObject, Plan } from "../../../src/plan/plan";
import type { Path, PlannedValues } from "../../../src/source";
import { Hole, type Value } from "../../../src/value";

/** What a plan knows of its resources, and holes of the right shape for ARNs that it does not know. */
export function plannedValues(plan: Plan): PlannedValues {
  const resources = new Map<string, { readonly known: JsonObject; readonly unknown: Json }>();
  for (const { address, values } of plan.prior) resources.set(address.text, { known: values, unknown: {} });
  for (const { address, after, afterUnknown, deposed } of plan.resources) {
    if (!deposed) resources.set(address.text, { known: after ?? {}, unknown: afterUnknown });
  }
  return {
    value: (address, path) => {
      const resource = resources.get(address);
      if (resource === undefined) return undefined;
      const value = knownAt(resource.known, resource.unknown, path);
      if (value === undefined && path.length === 1 && path[0] === "arn")
        return new Hole(`${address}.arn`, { shape: "arn" });
      return value;
    },
  };
}

function knownAt(known: Json, unknown: Json, path: Path): Value | undefined {
  let [value, hidden]: (Json | undefined)[] = [known, unknown];
  for (const step of path) {
    if (hidden === true) return undefined;
    value = at(value, step);
    hidden = at(hidden, step);
  }
  return JSON.stringify(hidden ?? false).includes("true") ? undefined : value;
}

function at(json: Json | undefined, step: string | number): Json | undefined {
  if (typeof json !== "object" || json === null) return undefined;
  return (json as Readonly<Record<string | number, Json>>)[step];
}
