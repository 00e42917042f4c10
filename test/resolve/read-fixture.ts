import { readFileSync } from "node:fs";
import { join } from "node:path";

import { planFromJson, type JsonObject, type Plan } from "../../src/plan";
import type { Infrastructure } from "../../src/resolve/infrastructure";
import { resolve, type ResolveOptions } from "../../src/resolve/resolve";

const FIXTURES = join(__dirname, "../fixtures/recovery");

/** The plan that Terraform made of a folder under test/fixtures/recovery. */
export function fixturePlan(name: string, file = "plan.json"): Plan {
  return planOf(JSON.parse(readFileSync(join(FIXTURES, name, file), "utf8")) as JsonObject);
}

/** A plan document as a plan. */
export function planOf(document: JsonObject): Plan {
  return planFromJson(document, { path: "plan.json", sha256: "0" });
}

/** The fixture, settled. */
export function fixture(name: string, options: ResolveOptions = {}): Infrastructure {
  return resolve(fixturePlan(name), options);
}

interface Given {
  readonly type: string;
  readonly name?: string;
  readonly actions?: readonly string[];
  readonly before?: JsonObject;
  readonly after?: JsonObject;
  readonly unknown?: JsonObject;
  readonly expressions?: JsonObject;
  readonly provider?: string;
  readonly region?: string;
}

/**
 * A plan of a few resources, made by hand: for what no single real plan shows (provider configurations side by side, values
 * that are sensitive or of another account).
 */
export function handMade(resources: readonly Given[], providers: JsonObject = { aws: { name: "aws" } }): Plan {
  const named = resources.map((each) => ({ name: "x", ...each, address: `${each.type}.${each.name ?? "x"}` }));
  return planOf({
    format_version: "1.2",
    resource_changes: named.map(({ address, type, name, actions, before, after, unknown }) => ({
      address,
      mode: "managed",
      type,
      name,
      provider_name: "registry.terraform.io/hashicorp/aws",
      change: {
        actions: actions ?? ["create"],
        before: before ?? null,
        after: after ?? {},
        after_unknown: unknown ?? {},
      },
    })),
    configuration: {
      provider_config: providers,
      root_module: {
        resources: named.map(({ address, type, name, expressions, provider }) => ({
          address,
          mode: "managed",
          type,
          name,
          provider_config_key: provider ?? "aws",
          expressions: expressions ?? {},
        })),
      },
    },
  });
}
