import { resolve } from "../../src/resolve/resolve";
import type { Resource } from "../../src/resolve/infrastructure";
import type { Plan } from "../../src/plan";
import { type Given, verdictOf } from "./verdict-of-plan";

/** The attributes that a judgement of a plan asks for, as `address attribute`: what its decisions may rest on. */
export function askedOf(plan: Plan, given: Given): ReadonlySet<string> {
  const [resource] = resolve(plan).resources;
  if (resource === undefined) return new Set();
  const asked = new Set<string>();
  // All resources share their methods with one class.
  const base =
    Object.getPrototypeOf(prototypeWith(resource, "attribute")) === null
      ? undefined
      : prototypeWith(resource, "attribute");
  if (base === undefined) throw new Error("resources have no class in common");
  const methods = base as { attribute: Resource["attribute"]; output: Resource["output"] };
  const { attribute, output } = methods;
  methods.attribute = function (this: Resource, name) {
    asked.add(`${this.address.text} ${name}`);
    return attribute.call(this, name);
  };
  methods.output = function (this: Resource, path) {
    asked.add(`${this.address.text} ${path.split(/[.[]/)[0] ?? path}`);
    return output.call(this, path);
  };
  try {
    verdictOf(plan, given);
  } finally {
    Object.assign(methods, { attribute, output });
  }
  return asked;
}

function prototypeWith(resource: object, method: string): object {
  let prototype: object | null = resource;
  while (prototype !== null && !Object.hasOwn(prototype, method))
    prototype = Object.getPrototypeOf(prototype) as object | null;
  if (prototype === null) throw new Error(`resources have no ${method}`);
  return prototype;
}
