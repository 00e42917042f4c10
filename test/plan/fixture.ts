import { readFileSync } from "node:fs";
import { join } from "node:path";
import { planFromJson, type JsonObject, type Plan, type PlannedResource } from "../../src/plan";

const RECOVERY = join(__dirname, "../fixtures/recovery");

/** The document of a plan that Terraform made: `06-policydoc-basic`, or `29-lifecycle/target` for another than `plan`. */
export function planDocument(name: string): JsonObject {
  const file = name.includes("/") ? `${name}.json` : `${name}/plan.json`;
  return JSON.parse(readFileSync(join(RECOVERY, file), "utf8")) as JsonObject;
}

export function fixturePlan(name: string): Plan {
  return planFromJson(planDocument(name), { path: name, sha256: "0" });
}

/** One resource of a plan; fails where there is none. */
export function resourceOf(plan: Plan, address: string): PlannedResource {
  const found = plan.resources.find((each) => each.address.text === address);
  if (found === undefined) throw new Error(`no ${address} in ${plan.file.path}`);
  return found;
}

export function planOf(document: JsonObject): Plan {
  return planFromJson(document, { path: "test", sha256: "0" });
}

/** A plan with these entries of `resource_changes` and this `configuration`. */
export function planWithDocument(changes: readonly JsonObject[], configuration: JsonObject): Plan {
  return planOf({ format_version: "1.2", resource_changes: changes, configuration });
}

/** A plan with one change, of `aws_x.y`, and the configuration's entry for it, where one is given. */
export function planWith(change: JsonObject, written?: JsonObject, type = "aws_x"): Plan {
  const entry = { address: `${type}.y`, mode: "managed", type, name: "y", change };
  if (written === undefined) return planOf({ format_version: "1.2", resource_changes: [entry] });
  return planWithDocument([entry], { root_module: { resources: [{ address: `${type}.y`, ...written }] } });
}
