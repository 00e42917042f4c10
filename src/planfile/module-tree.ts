import { type Address, formatModule, type JsonObject } from "../plan";
import { compare, compareAddresses } from "./address-order";

/** Something that stands in a module. */
export interface Placed {
  readonly address: Address;
  readonly json: JsonObject;
}

/**
 * Resources as plan JSON nests them: `{ resources, child_modules: [{ address, resources, … }] }`, modules that only hold
 * other modules included. In a state, resources are in Terraform's own order and modules in that of their addresses;
 * in planned values, resources are in the order of their addresses as text, and modules below the first level stay as
 * they were first named.
 */
export function moduleTree(placed: readonly Placed[], of: "state" | "planned"): JsonObject {
  const root: Module = { placed: [], children: new Map() };
  for (const each of placed) {
    let module = root;
    for (const [index] of each.address.modules.entries()) {
      const path = formatModule(each.address.modules.slice(0, index + 1));
      let child = module.children.get(path);
      if (child === undefined) module.children.set(path, (child = { placed: [], children: new Map() }));
      module = child;
    }
    module.placed.push(each);
  }
  return moduleJson(root, undefined, of);
}

/** The order in which a walk over a state's tree meets resources: a module's own, then its child modules by address. */
export function compareInState(a: Address, b: Address): number {
  const shared = Math.min(a.modules.length, b.modules.length);
  for (let depth = 1; depth <= shared; depth += 1) {
    const order = compare(formatModule(a.modules.slice(0, depth)), formatModule(b.modules.slice(0, depth)));
    if (order !== 0) return order;
  }
  return compareAddresses(a, b);
}

interface Module {
  readonly placed: Placed[];
  readonly children: Map<string, Module>;
}

function moduleJson(module: Module, address: string | undefined, of: "state" | "planned"): JsonObject {
  const children = [...module.children];
  if (address === undefined || of === "state") children.sort(([a], [b]) => compare(a, b));
  const inOrder = of === "state" ? compareAddresses : (a: Address, b: Address) => compare(a.text, b.text);
  const resources = module.placed.sort((a, b) => inOrder(a.address, b.address)).map(({ json }) => json);
  return {
    ...(resources.length === 0 ? {} : { resources }),
    ...(address === undefined ? {} : { address }),
    ...(children.length === 0 ? {} : { child_modules: children.map(([path, child]) => moduleJson(child, path, of)) }),
  };
}
