import { absoluteReferences, type AddressStep, formatModule, mostSpecific } from "../../plan";
import { Hole, type Value } from "../../values";
import { EvaluationFailure, ObjectHole, type Path } from "../functions";
import { type Attribute, type Block, referencesIn, referencesInBody, type Step } from "../syntax";
import { evaluate, guard } from "./evaluate";
import { keyStep } from "./key-step";
import type { ModuleSource } from "./module-source";
import { instanceData, type InstanceKey, instancesAsValue, type Repetition, repetitionOf } from "./repetition";
import { InstanceNames } from "./instance-names";
import { InstanceTexts } from "./instance-texts";
import type { Names, Scope } from "./scope";
import { SharedValues } from "./shared-values";
import { indexed } from "./steps";
import { givenByPlan, variableValue } from "./variables";
import type { World } from "./world";

/** The call of a module. */
interface Caller {
  readonly module: ModuleInstance;
  readonly call: Block;
  /** The scope in which the inputs are written, with what the called instance knows of itself. */
  readonly scope: Scope;
}

/** One instance of a module: what the names in it mean. */
export class ModuleInstance implements Names {
  readonly place: string;
  readonly moduleAddress: string;
  readonly scope: Scope;
  private readonly children = new Map<string, ModuleInstance | undefined>();
  private readonly repetitions = new Map<Block, Repetition>();
  private readonly wholes = new Map<Block, Value>();
  private readonly shared: SharedValues;
  /** The texts of its blocks' instances. */
  readonly texts: InstanceTexts;

  constructor(
    readonly world: World,
    readonly source: ModuleSource,
    readonly steps: readonly AddressStep[],
    readonly caller?: Caller,
  ) {
    this.place = formatModule(steps);
    this.moduleAddress = this.place;
    this.shared = new SharedValues(world.trace);
    this.texts = new InstanceTexts(world.trace, world.meter);
    this.scope = { variables: new Map(), names: this, meter: world.meter, surroundings: world.surroundings(this) };
  }

  /** Its address without instance keys. */
  get configured(): string {
    return formatModule(this.steps.map(({ name }) => ({ name })));
  }

  /** An absolute name of something in this module. */
  absolute(name: string): string {
    return this.place === "" ? name : `${this.place}.${name}`;
  }

  resolve(root: string, steps: readonly Step[]): { value: Value; taken: number } {
    const [first = "", second = ""] = steps.map((step) => (step.kind === "attribute-step" ? step.name : ""));
    switch (root) {
      case "local":
        return { value: this.local(first), taken: 1 };
      case "var":
        return { value: this.variable(first), taken: 1 };
      case "module":
        return { value: this.module(first), taken: 1 };
      case "data":
        return { value: this.resource(`data.${first}.${second}`), taken: 2 };
      case "ephemeral":
        return { value: new Hole(this.absolute(`ephemeral.${first}.${second}`)), taken: 2 };
      case "path":
        return { value: this.path(first), taken: 1 };
      case "terraform":
        return { value: this.world.terraform(first), taken: 1 };
      case "each":
      case "count":
      case "self":
        throw new EvaluationFailure(`${root} means nothing here`);
      default:
        return { value: this.resource(`${root}.${first}`), taken: 1 };
    }
  }

  /** An output, as the caller sees it. */
  output(name: string): Value {
    const block = this.source.outputs.get(name);
    const value = block?.body.attributes.get("value");
    return this.named(`output.${name}`, block, () => value && evaluate(value.value, this.scope));
  }

  /** The instance of a called module; `undefined` where no such module is called, or its source is not at hand. */
  child(step: AddressStep): ModuleInstance | undefined {
    const name = formatModule([step]);
    if (!this.children.has(name)) this.children.set(name, this.makeChild(step));
    return this.children.get(name);
  }

  /** The scope of a resource's own block. */
  scopeOf(name: string, block: Block, key: InstanceKey): Scope {
    const address = `${this.absolute(name)}${keyStep(key)}`;
    const self = (path: Path): Value => this.world.attribute(this, name, key, path);
    return this.scopeWith(this.namesOf(block, key, address, self), key);
  }

  private local(name: string): Value {
    const local = this.source.locals.get(name);
    const evaluation = (): Value | undefined => local && evaluate(local.attribute.value, this.scope);
    return this.named(`local.${name}`, local?.block, evaluation, local?.attribute);
  }

  private variable(name: string): Value {
    const block = this.source.variables.get(name);
    return this.named(`var.${name}`, block, () => block && variableValue(block, this.given(name, block), this.scope));
  }

  private given(name: string, block: Block): Value | undefined {
    if (this.caller === undefined) return givenByPlan(name, block, this.world.variables, this.scope);
    const argument = this.caller.call.body.attributes.get(name);
    if (argument === undefined) return undefined;
    this.world.trace.record(this.caller.call, argument);
    return evaluate(argument.value, this.caller.scope);
  }

  /** A resource or data source as a whole: an object, a list or a map of them. */
  private resource(name: string): Value {
    const block = this.source.resources.get(name);
    const address = this.absolute(name);
    const instance = (key: InstanceKey): Value =>
      new ObjectHole(`${address}${keyStep(key)}`, (path) => this.world.attribute(this, name, key, path));
    if (block === undefined) return this.undeclared(address, instance);
    return this.whole(block, address, instance);
  }

  /** What is not declared in any file that can be read, the plan may know all the same. */
  private undeclared(address: string, instance: (key: InstanceKey) => Value): Value {
    const keys = this.world.plannedKeys(address);
    if (keys === undefined) return instance(undefined);
    return instancesAsValue(
      { by: typeof keys[0] === "number" ? "count" : "for_each", keys, over: null },
      address,
      instance,
    );
  }

  /** A called module as a whole. */
  private module(name: string): Value {
    const call = this.source.calls.get(name);
    const address = this.absolute(`module.${name}`);
    if (call === undefined) return new Hole(address);
    // The source of the module may not be read yet.
    this.world.trace.asks++;
    this.world.trace.record(call, call.body.attributes.get("source"));
    return this.whole(call, address, (key) => {
      const own = `${address}${keyStep(key)}`;
      return new ObjectHole(own, (path) => this.outputOf({ name, ...(key !== undefined && { key }) }, path, own));
    });
  }

  private outputOf(step: AddressStep, [output = "", ...rest]: Path, address: string): Value {
    const child = this.child(step);
    if (child === undefined) return new Hole([address, output, ...rest].join("."));
    // It may stand in a file that cannot be read.
    if (!child.source.outputs.has(String(output)) && child.source.errors.length > 0)
      return new Hole([address, output, ...rest].join("."));
    if (!child.source.outputs.has(String(output))) throw new EvaluationFailure(`${address} has no output ${output}`);
    return rest.reduce<Value>((value, each) => indexed(value, each, this.scope), child.output(String(output)));
  }

  private makeChild(step: AddressStep): ModuleInstance | undefined {
    const call = this.source.calls.get(step.name);
    const steps = [...this.steps, step];
    const source = this.world.moduleSource(formatModule(steps.map(({ name }) => ({ name }))));
    if (call === undefined || source === undefined) return undefined;
    const names = this.namesOf(call, step.key, formatModule(steps));
    return new ModuleInstance(this.world, source, steps, {
      module: this,
      call,
      scope: this.scopeWith(names, step.key),
    });
  }

  /** The scope of one instance of a block, which shares with others only where there are others. */
  private scopeWith(names: Names, key: InstanceKey): Scope {
    const { variables, meter, surroundings } = this.scope;
    return { variables, names, meter, surroundings, shared: key === undefined ? undefined : this.shared };
  }

  private namesOf(block: Block, key: InstanceKey, place: string, self?: (path: Path) => Value): Names {
    return new InstanceNames(this, place, instanceData(this.repetition(block), key, this.scope), self);
  }

  private repetition(block: Block, address?: string): Repetition {
    const over = block.body.attributes.get("count") ?? block.body.attributes.get("for_each");
    const value = over === undefined ? null : this.repeatedOver(block, over);
    let repetition = this.repetitions.get(block);
    if (repetition?.over !== value) this.repetitions.set(block, (repetition = repetitionOf(over?.name, value)));
    if (repetition.keys !== undefined || address === undefined) return repetition;
    return { ...repetition, keys: this.world.plannedKeys(address) };
  }

  private repeatedOver(block: Block, over: Attribute): Value {
    const own = `${over.name} of ${[block.type, ...block.labels].join(".")}`;
    return this.named(own, block, () => evaluate(over.value, this.scope), over);
  }

  /** All instances as one value, which is made once: a thousand instances may each refer to one of a thousand. */
  private whole(block: Block, address: string, instance: (key: InstanceKey) => Value): Value {
    const repetition = this.repetition(block, address);
    const known = this.wholes.get(block);
    if (known !== undefined) return known;
    const value = instancesAsValue(repetition, address, instance);
    if (repetition.keys !== undefined) this.wholes.set(block, value);
    return value;
  }

  private path(name: string): Value {
    if (name === "module") return this.source.directory;
    return name === "root" ? "." : new Hole(`path.${name}`);
  }

  private named(
    name: string,
    block: Block | undefined,
    evaluation: () => Value | undefined,
    part: Attribute | Block | undefined = block,
  ): Value {
    const absolute = this.absolute(name);
    const hole = (): Hole => new Hole(absolute);
    if (block === undefined) return hole();
    const { trace } = this.world;
    const run = (): Value => {
      trace.record(block, part);
      return guard(
        () => {
          const value = evaluation();
          return value === undefined ? hole() : value;
        },
        () => absolute,
        () => absoluteReferences(this.place, mostSpecific(referencesOfPart(part ?? block))),
      );
    };
    return trace.ofSource(absolute, run, hole);
  }
}

function referencesOfPart(part: Attribute | Block): readonly string[] {
  return part.kind === "attribute" ? referencesIn(part.value) : referencesInBody(part.body);
}
