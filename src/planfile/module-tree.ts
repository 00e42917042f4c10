import type { Address } from "../plan/address";
import { formatModule } from "../plan/format-address";
import type { Json, JsonObject } from "../plan/plan";
import { compare } from "./address-order";

/** Something that stands in a module. */
export interface Placed {
  readonly address: Address;
  readonly json: JsonObject;
}

/**
 * Resources as plan JSON nests them: `{ resources, child_modules: [{ address, resources, … }] }`, modules that only hold
 * other modules included. Resources keep their order.
 */
export function moduleTree(placed: readonly Placed[]): JsonObject {
  const root: Module = { resources: [], children: new Map() };
  for (const { address, json } of placed) {
    let module = root;
    for (const [index] of address.modules.entries()) {
      const path = formatModule(address.modules.slice(0, index + 1));
      let child = module.children.get(path);
      if (child === undefined) module.children.set(path, (child = { resources: [], children: new Map() }));
      module = child;
    }
    module.resources.push(json);
  }
  return moduleJson(root);
}

/** The order in which a walk over that tree meets resources: a module's own, then its children by address. */
export function compareInTree(a: Address, b: Address): number {
  const shared = Math.min(a.modules.length, b.modules.length);
  for (let depth = 1; depth <= shared; depth += 1) {
    const order = compare(formatModule(a.modules.slice(0, depth)), formatModule(b.modules.slice(0, depth)));
    if (order !== 0) return order;
  }
  return a.modules.length - b.modules.length || compare(a.text, b.text);
}

interface Module {
  readonly resources: JsonObject[];
  readonly children: Map<string, Module>;
}

function moduleJson(module: Module, address?: string): JsonObject {
  const children = [...module.children]
    .sort(([a], [b]) => compare(a, b))
    .map(([path, child]): Json => moduleJson(child, path));
  return {
    ...(module.resources.length === 0 ? {} : { resources: module.resources }),
    ...(address === undefined ? {} : { address }),
    ...(children.length === 0 ? {} : { child_modules: children }),
  };
}
