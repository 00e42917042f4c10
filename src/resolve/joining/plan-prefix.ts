import { kept } from "../../grouping";
import { type Address, makeAddress } from "../../plan";
import { Hole, mapHoles, type Value } from "../../values";
import type { Location, Origin, Resource } from "../infrastructure";

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
  return new ScopedResource(resource);
}

/** What it says of a resource is what the resource says, each hole as the plan's. */
class ScopedResource implements Resource {
  readonly address: Address;
  readonly mode: Resource["mode"];
  readonly type: string;
  readonly plan: number;
  readonly change: Resource["change"];
  private readonly attributes = new Map<string, Value | undefined>();
  private readonly outputs = new Map<string, Value>();

  constructor(private readonly alone: Resource) {
    this.plan = alone.plan;
    this.address = addressIn(alone.plan, alone.address);
    this.mode = alone.mode;
    this.type = alone.type;
    this.change = alone.change;
  }

  get before(): Resource["before"] {
    return this.alone.before;
  }

  attribute(name: string): Value | undefined {
    if (!this.attributes.has(name)) {
      const value = this.alone.attribute(name);
      this.attributes.set(name, value === undefined ? value : this.scoped(value));
    }
    return this.attributes.get(name);
  }

  output(path: string): Value {
    return kept(this.outputs, path, () => this.scoped(this.alone.output(path)));
  }

  origin(name: string): Origin {
    return this.alone.origin(name);
  }

  because(name: string): string | undefined {
    return this.alone.because?.(name);
  }

  get provisioners(): Resource["provisioners"] {
    return this.alone.provisioners.map(({ type, command, environment }) => ({
      type,
      command: this.scoped(command),
      ...(environment === undefined ? {} : { environment: this.scoped(environment) }),
    }));
  }

  get account(): Value {
    return this.scoped(this.alone.account);
  }

  get partition(): Value {
    return this.scoped(this.alone.partition);
  }

  get region(): Value {
    return this.scoped(this.alone.region);
  }

  location(attribute?: string): Location {
    return { ...this.alone.location(attribute), address: this.address.text };
  }

  heldIn(attribute: string): string | undefined {
    const address = this.alone.heldIn?.(attribute);
    return address && inPlan(this.plan, address);
  }

  sensitive(attribute: string): boolean {
    return this.alone.sensitive(attribute);
  }

  private scoped(value: Value): Value {
    return valueIn(this.plan, value);
  }
}

function addressIn(plan: number, address: Address): Address {
  const { modules, mode, type, name, key } = address;
  const parts = { modules: [{ name: `⟪${String(plan)}⟫` }, ...modules], mode, type, name };
  return makeAddress(key === undefined ? parts : { ...parts, key }, inPlan(plan, address.text));
}
