import { makeAddress } from "../plan";
import type { Address } from "../plan/address";
import { Hole, type Value } from "../value";
import type { Resource } from "./infrastructure";
import { mapHoles } from "./map-holes";

/*
 * In plans that are joined, equal addresses are not the same resource, and equal names of holes not the same value. So each
 * plan is taken for a module of its own, under a name that no configuration has: `module.⟪1⟫.aws_kms_key.k`. Addresses,
 * references and holes keep their grammar, and nothing of one plan equals anything of another but what is known text.
 */
const MODULE = /module\.⟪(\d+)⟫\./g;

/** An address, a reference or a hole's name as one of this plan (index). */
export function inPlan(plan: number, name: string): string {
  return `module.⟪${String(plan)}⟫.${name}`;
}

/** A text without the plans that stand in it; `tell` may put something in their place. */
export function withoutPlans(text: string, tell: (plan: number) => string = () => ""): string {
  return text.includes("⟪") ? text.replace(MODULE, (_, plan: string) => tell(Number(plan))) : text;
}

/** The plan that an address begins with; `undefined` where it is no address of a joined plan. */
export function planOf(address: string): number | undefined {
  const plan = /^module\.⟪(\d+)⟫\./.exec(address)?.[1];
  return plan === undefined ? undefined : Number(plan);
}

/** What belongs to the place of an expression, and names nothing. */
const LOCAL = /^(?:each|count|path|terraform|self)(?:[.[]|$)/;

/** A value of a plan as others may see it: known text is itself, and a hole is that plan's. */
export function valueIn(plan: number, value: Value): Value {
  return mapHoles(value, ({ name, shape, fresh, references }) => {
    const scoped = references.map((each) => (LOCAL.test(each) ? each : inPlan(plan, each)));
    return new Hole(inPlan(plan, name), { shape, fresh, references: scoped });
  });
}

/** A resource as one of its plan among others. */
export function resourceIn(resource: Resource): Resource {
  const { plan, mode, type, change, before } = resource;
  const address = addressIn(plan, resource.address);
  const once = <Found extends Value | undefined>(read: (name: string) => Found): ((name: string) => Found) => {
    const found = new Map<string, Found>();
    return (name) => {
      if (!found.has(name)) {
        const value = read(name);
        found.set(name, (value === undefined ? value : valueIn(plan, value)) as Found);
      }
      return found.get(name) as Found;
    };
  };
  return {
    address,
    mode,
    type,
    plan,
    change,
    before,
    attribute: once((name) => resource.attribute(name)),
    output: once((path) => resource.output(path)),
    origin: (name) => resource.origin(name),
    because: (name) => resource.because?.(name),
    get provisioners() {
      return resource.provisioners.map((each) => ({ ...each, command: valueIn(plan, each.command) }));
    },
    get account() {
      return valueIn(plan, resource.account);
    },
    get partition() {
      return valueIn(plan, resource.partition);
    },
    get region() {
      return valueIn(plan, resource.region);
    },
    location: (attribute) => ({ ...resource.location(attribute), address: address.text }),
    sensitive: (attribute) => resource.sensitive(attribute),
  };
}

function addressIn(plan: number, address: Address): Address {
  const { modules, mode, type, name, key } = address;
  const parts = { modules: [{ name: `⟪${String(plan)}⟫` }, ...modules], mode, type, name };
  return makeAddress(key === undefined ? parts : { ...parts, key }, inPlan(plan, address.text));
}
